"""待核实: what waits for a section's verification, with hints; decides nothing."""
