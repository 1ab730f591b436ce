"""测评结果入台账: a counted poll's numbers become records, and leave by reversal."""

from app.ledger.ballots.service import file, unfile

__all__ = ["file", "unfile"]
