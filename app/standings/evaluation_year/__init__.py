"""考核年度: eleven steps from the close of intake to the sealed year.

In: facts, ledger, the run in force. Out: acts in order, signatures, grades, sealed sheets. Never:
points, and nothing of a sealed year is changed; a later decision adds a version.
"""
