"""签到: what phones saw in the hall, as a log.

In: a batch of what one member's phone kept. Out: who came, as told by the attempts that count. It
must never change an attempt; a decision about one is a row of its own.
"""
