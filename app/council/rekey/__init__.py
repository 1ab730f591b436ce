"""更换密钥: every sealed field anew.

Enters: the old secret, beside the one in use. Leaves: the same values, sealed by the one in use.
Never: a value in clear outside memory, a value that is lost.
"""
