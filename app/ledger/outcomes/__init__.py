"""结果: what became of verified pieces; fact and ledger change together."""

from app.ledger.outcomes.service import adopt, file, follow_up, instruct, rate, set_many, set_outcomes

__all__ = ["adopt", "file", "follow_up", "instruct", "rate", "set_many", "set_outcomes"]
