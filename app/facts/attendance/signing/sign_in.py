"""Signing in: log every attempt once, answer with its verdict."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import clock
from app.core.db.base import AnyRow
from app.core.db.hops import SECRET
from app.core.errors import Forbidden
from app.core.ids import new_id
from app.facts.attendance.rules.service import in_force
from app.facts.attendance.signing import code as codes
from app.facts.attendance.signing import queries
from app.facts.attendance.signing.judge import TRIES, Judged, Moment, scanned, typed
from app.facts.attendance.signing.schemas import (
    LEAVING,
    SENTENCES,
    SignInBatchIn,
    SignInEntry,
    SignInVerdictOut,
    SignInVerdictsOut,
)
from app.facts.attendance.signing.service import member_of

#: Member and number: one attempt.
Key = tuple[str, str]


def sign_in(
    session: Session, asked: Sequence[tuple[Actor, SignInBatchIn]]
) -> list[SignInVerdictsOut | Forbidden]:
    """Log what several phones have kept; return for each the verdicts on its attempts, in its order.

    An attempt is judged when it first arrives; sent again, it gets the same answer. What counts
    is the time of the code, not of the arrival, so that order and repetition change nothing.
    A seat that is not a member's is answered with Forbidden.
    """
    answers: list[SignInVerdictsOut | Forbidden | None] = []
    heard: list[tuple[int, _Phone]] = []
    now = clock.now()
    for place, (actor, batch) in enumerate(asked):
        try:
            heard.append((place, _Phone(session.info[SECRET], actor, batch, now)))
            answers.append(None)
        except Forbidden as refused:
            answers.append(refused)
    if heard:
        log = _Log(session, [phone for _, phone in heard])
        log.write()
        for place, phone in heard:
            answers[place] = SignInVerdictsOut(
                verdicts=[log.verdict(phone.member, one) for one in phone.batch.attempts]
            )
    return answers  # type: ignore[return-value]


class _Phone:
    """One phone's batch, and what its codes say."""

    def __init__(self, secret: str, actor: Actor, batch: SignInBatchIn, now: Any) -> None:
        self.member, self.council, self.batch = member_of(actor), actor.council_id, batch
        self.attempts = {one.nonce: one for one in batch.attempts}
        self.seen = {
            nonce: codes.read(secret, self.council, one.code)
            for nonce, one in self.attempts.items()
            if one.code is not None
        }
        self.moment = Moment(
            now, batch.sent_at, codes.device_key(secret, self.council, self.member, batch.device)
        )

    def place(self, nonce: str) -> str | None:
        """Return the sitting that an attempt names."""
        one = self.attempts[nonce]
        if one.code is None:
            return one.sitting_id
        code = self.seen[nonce]
        return code.sitting_id if code else None


class _Log:
    """The log as far as some phones' attempts concern it."""

    def __init__(self, session: Session, phones: Sequence[_Phone]) -> None:
        self.session, self.phones = session, phones
        self.secret, self.council = session.info[SECRET], phones[0].council
        self.delay: timedelta | None = None
        places = {phone.place(nonce) for phone in phones for nonce in phone.attempts}
        asked = sorted(place for place in places if place is not None)
        self.members = sorted({phone.member for phone in phones})
        self.known = queries.sittings(session, self.council, asked) if asked else {}
        here = sorted(self.known)
        self.due = queries.due(session, self.council, here, self.members) if here else set()
        self.wrong = self._wrong_digits()
        self.owner: dict[str, str] = {}
        self.logged: dict[Key, Any] = {}
        if any(one.code is None for phone in phones for one in phone.attempts.values()):
            # A guess that is logged already must not be counted once more.
            self._read({nonce for phone in phones for nonce in phone.attempts})

    def write(self) -> None:
        """Judge and insert what is not logged yet.

        A scanned code is inserted without a look first: most are new, and the index tells the others.

        Raises:
            RuntimeError: one can neither be logged nor read; then nothing is answered.
        """
        for _ in range(3):
            rows = self._judged()
            there = queries.add(self.session, rows) if rows else set()
            left = [row for row in rows if row["id"] not in there]
            if not left:
                return
            # Another transaction was quicker with these numbers; only now can it be read.
            for row in left:
                del self.logged[row["member_id"], row["nonce"]]
                self.owner.pop(row["nonce"], None)
            self._read({row["nonce"] for row in left})
        raise RuntimeError("an attempt can be neither logged nor read")

    def verdict(self, member: str, one: SignInEntry) -> SignInVerdictOut:
        """Return what became of one attempt."""
        row = self.logged[member, one.nonce]
        sitting = self.known.get(row["sitting_id"] or "")
        counts = row["verdict"] == "accepted" and row["step"] is not None
        told = ""
        # Who is not due may not even see that there is such an activity.
        if sitting is not None and (sitting.id, member) in self.due:
            told = f"{sitting.title} {sitting.name}".strip()
        return SignInVerdictOut(
            nonce=one.nonce,
            verdict=row["verdict"],
            sentence=_sentence(
                row["verdict"], one.act, TRIES - self.wrong.get((row["sitting_id"], member), 0)
            ),
            sitting_id=row["sitting_id"],
            title=told,
            counted_at=codes.shown_at(row["step"]) if counts else None,
        )

    def _delay(self) -> timedelta:
        """Return how long a line may take; few batches ask, and each once."""
        if self.delay is None:
            self.delay = timedelta(seconds=in_force(self.session, self.council)[1].delay_seconds)
        return self.delay

    def _wrong_digits(self) -> dict[Key, int]:
        """Return wrong guesses by sitting and member, after waiting for guesses under way."""
        guesses = {
            (one.sitting_id, phone.member)
            for phone in self.phones
            for one in phone.attempts.values()
            if one.sitting_id in self.known
        }
        if not guesses:
            return {}
        places, members = (sorted({str(pair[n]) for pair in guesses}) for n in (0, 1))
        queries.hold(self.session, self.council, members, places)
        return queries.wrong_digits(self.session, self.council, members, places)

    def _read(self, nonces: set[str]) -> None:
        """Learn whose the numbers are, and what was logged of these phones under them."""
        of_others = set()
        for row in queries.first(self.session, self.council, sorted(nonces)):
            self.owner[row.nonce] = row.member_id
            self.logged[row.member_id, row.nonce] = _plain(row)
        for phone in self.phones:
            of_others |= {n for n in phone.attempts if self.owner.get(n, phone.member) != phone.member}
        if of_others & nonces:
            late = queries.late(self.session, self.council, self.members, sorted(of_others & nonces))
            self.logged |= {(row.member_id, row.nonce): _plain(row) for row in late}

    def _judged(self) -> list[dict[str, Any]]:
        """Return rows of the attempts that are not logged yet, in order of arrival."""
        rows = []
        for phone in self.phones:
            for nonce, one in phone.attempts.items():
                key = (phone.member, nonce)
                if key in self.logged:
                    continue
                row = self._row(phone, one)
                self.owner.setdefault(nonce, phone.member)
                self.logged[key] = row
                rows.append(row)
        return rows

    def _row(self, phone: _Phone, one: SignInEntry) -> dict[str, Any]:
        place = phone.place(one.nonce)
        sitting = self.known.get(place or "")
        judged = self._judge(phone, one, sitting)
        asked = sitting is not None and bool(sitting.fences)
        return {
            "council_id": self.council,
            "id": new_id(),
            "sitting_id": None if sitting is None else place,
            "member_id": phone.member,
            "way": "digits" if one.code is None else "hall_code",
            "act": one.act,
            "verdict": judged.verdict,
            "doubts": list(judged.doubts),
            "nonce": one.nonce,
            "device": phone.batch.device,
            "step": judged.step,
            "seen_at": one.seen_at,
            "received_at": phone.moment.now,
            # Nothing is known of somebody whom nobody asked.
            "inside": one.inside if asked else None,
            "accuracy": one.accuracy if asked else None,
        }

    def _judge(self, phone: _Phone, one: SignInEntry, sitting: AnyRow | None) -> Judged:
        if self.owner.get(one.nonce, phone.member) != phone.member:
            return Judged("reused")
        if sitting is None:
            return Judged("forged")
        place: Key = (sitting.id, phone.member)
        is_due, code = place in self.due, phone.seen.get(one.nonce)
        if code is not None:
            return scanned(phone.moment, one, code, sitting, is_due, self._delay)
        wrong = self.wrong.get(place, 0)
        judged = typed(phone.moment, one, self.secret, self.council, sitting, is_due, wrong)
        self.wrong[place] = wrong + (judged.verdict == "wrong_digits")
        return judged


def _plain(row: AnyRow) -> dict[str, Any]:
    return {"verdict": row.verdict, "sitting_id": row.sitting_id, "step": row.step}


def _sentence(verdict: str, act: str, left: int) -> str:
    """Return what the member reads; after wrong digits also how many tries are left now."""
    if act == "out" and verdict in LEAVING:
        return LEAVING[verdict]
    if verdict != "wrong_digits":
        return SENTENCES[verdict]
    return f"{SENTENCES[verdict]}还可以试 {left} 次。" if left > 0 else SENTENCES["too_many_tries"]
