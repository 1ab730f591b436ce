"""Advice (处理建议): what thresholds and rule books propose, with grounds; acts never.

In: attendance against the council's thresholds, consequences of the result in force. Out: proposals
that the office may prepare as sanctions. Never: a sanction.
"""
