"""核实了什么: verification posts duty records; corrections reverse."""
