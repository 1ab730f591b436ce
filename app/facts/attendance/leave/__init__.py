"""请假: who asks, who decides, what the roll makes of it.

In: what a member asks, what the office notes, what approvers decide. Out: per sitting and member the
verdict of a leave that was granted. It must never mark a roll; closing does that.
"""
