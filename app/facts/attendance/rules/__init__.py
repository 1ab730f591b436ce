"""出席规定: what late, early and there-long-enough mean, kind by kind.

In: the council's own table. Out: what a sitting's sign-ins and sign-outs say about one member. It
must never mark a roll; closing does that, and what a roll said when it was closed stays.
"""
