"""The urn: one padded, encrypted blob that each vote rewrites whole."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

#: Signs of ``participation``: not yet, voted on the phone, was handed a slip, was handed paper.
NOT_YET, VOTED, SLIP, PAPER = "-", "v", "s", "p"
#: Every grade set has it besides its own grades.
ABSTAIN = "abstain"
RECEIPT_BYTES, TEXT_LETTERS = 16, 200
#: Two bytes of length and four for each letter.
TEXT_BYTES = 2 + 4 * TEXT_LETTERS
NONCE = 12


class BrokenUrn(Exception):
    """The key does not open the urn: another key, or altered bytes."""


@dataclass(slots=True)
class Paper:
    """Counted paper as one person entered it; whole once a second one has entered the same."""

    returned: int
    invalid: int
    #: member → mark → how many.
    counts: dict[str, dict[str, int]]
    by: str
    confirmed: bool = False

    def same(self, other: Paper) -> bool:
        """Tell whether the other one counted the same."""
        mine, others = (
            (self.returned, self.invalid, self.counts),
            (other.returned, other.invalid, other.counts),
        )
        return mine == others


@dataclass(slots=True)
class Urn:
    """What the tally will need and nothing else: no sheet is kept whole, not even in here.

    Args:
        capacity: How many entitled there are; with ``texts_allowed`` it fixes the blob's length.
        counts: member → mark → how many sheets said so.
        sheets: How many sheets were added.
    """

    capacity: int
    texts_allowed: bool
    counts: dict[str, dict[str, int]]
    sheets: int = 0
    receipts: list[bytes] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    paper: Paper | None = None

    def add(self, marks: dict[str, str], receipt: str, text: str) -> None:
        """Add one sheet: its marks to the counts, receipt and text to lists of their own."""
        for member, mark in marks.items():
            self.counts[member][mark] += 1
        self.sheets += 1
        self.receipts.append(bytes.fromhex(receipt))
        self.receipts.sort()
        if text:
            self.texts.append(text)
        secrets.SystemRandom().shuffle(self.texts)

    def holds(self, receipt: str) -> bool:
        """Tell whether a sheet with this receipt was added."""
        return bytes.fromhex(receipt) in self.receipts

    def head_bytes(self) -> int:
        """Return the room for counts and paper, whatever the numbers become."""
        marks = sum(len(each) for each in self.counts.values())
        # Every pair of member and mark may stand there twice, with a number of up to ten digits.
        return 512 + 2 * (marks * 56 + len(self.counts) * 48)


def empty(members: list[str], marks: list[str], capacity: int, *, texts_allowed: bool) -> Urn:
    """Return an urn without a sheet."""
    return Urn(capacity, texts_allowed, {member: dict.fromkeys(marks, 0) for member in members})


def seal(urn: Urn, key: bytes, place: bytes) -> bytes:
    """Return the urn encrypted and bound to ``place``; its length never tells what is inside."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, _packed(urn), place)


def unseal(sealed: bytes, key: bytes, place: bytes, capacity: int, *, texts_allowed: bool) -> Urn:
    """Return the urn that ``seal`` made for the same ``place``.

    Raises:
        BrokenUrn: it does not open.
    """
    try:
        plain = AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], place)
    except (InvalidTag, ValueError):
        raise BrokenUrn from None
    return _unpacked(plain, capacity, texts_allowed)


def bound_to(council_id: str, poll_id: str, participation: str, slips: list[str], used: int) -> bytes:
    """Return what an urn is bound to: neither it nor who has voted can be put back alone."""
    return orjson.dumps([council_id, "ballot_urns", poll_id, participation, slips, used])


def _packed(urn: Urn) -> bytes:
    paper = urn.paper
    head: dict[str, Any] = {"counts": urn.counts, "sheets": urn.sheets, "paper": None}
    if paper is not None:
        head["paper"] = [paper.returned, paper.invalid, paper.counts, paper.by, paper.confirmed]
    parts = [orjson.dumps(head).ljust(urn.head_bytes())]
    parts.append(len(urn.receipts).to_bytes(4))
    parts.append(b"".join(urn.receipts).ljust(RECEIPT_BYTES * urn.capacity, b"\0"))
    if urn.texts_allowed:
        parts.append(len(urn.texts).to_bytes(4))
        written = (text.encode() for text in urn.texts)
        said = b"".join((len(one).to_bytes(2) + one).ljust(TEXT_BYTES, b"\0") for one in written)
        parts.append(said.ljust(TEXT_BYTES * urn.capacity, b"\0"))
    return len(parts[0]).to_bytes(4) + b"".join(parts)


def _unpacked(plain: bytes, capacity: int, texts_allowed: bool) -> Urn:
    end = 4 + int.from_bytes(plain[:4])
    head = orjson.loads(plain[4:end])
    count, start = int.from_bytes(plain[end : end + 4]), end + 4
    receipts = [plain[start + RECEIPT_BYTES * n : start + RECEIPT_BYTES * (n + 1)] for n in range(count)]
    texts: list[str] = []
    if texts_allowed:
        end = start + RECEIPT_BYTES * capacity
        count, start = int.from_bytes(plain[end : end + 4]), end + 4
        for n in range(count):
            one = plain[start + TEXT_BYTES * n : start + TEXT_BYTES * (n + 1)]
            texts.append(one[2 : 2 + int.from_bytes(one[:2])].decode())
    paper = Paper(*head["paper"]) if head["paper"] else None
    return Urn(capacity, texts_allowed, head["counts"], head["sheets"], receipts, texts, paper)
