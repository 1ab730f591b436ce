"""Ways in: a provider says which account is meant.

Enters: what somebody shows (name and password, or a provider's code). Leaves: the id of an account.
Never: a match by name or mobile number, a provider that makes others wait, a code taken twice.
"""
