"""Who may do what with a statement, each refusal a sentence."""

from __future__ import annotations

from app.access.actor import Actor
from app.core.errors import Conflict, FieldError, Forbidden, Invalid
from app.facts.statements.models import Statement, StatementRound
from app.facts.statements.schemas import STATE_LABELS, StatementOutline

#: state → verb → next state; what is not here is refused.
TRANSITIONS: dict[str, dict[str, str]] = {
    "draft": {"write": "draft", "submit": "submitted", "excuse": "draft"},
    "returned": {"write": "returned", "submit": "submitted", "excuse": "returned"},
    "submitted": {"return": "returned", "accept": "accepted"},
    "accepted": {"return": "returned", "present": "presented", "file": "filed"},
    "presented": {"file": "filed"},
    "filed": {},
}
VERB_LABELS = {
    "write": "修改", "submit": "提交", "excuse": "登记未述职原因", "return": "退回", "accept": "通过",
    "present": "登记述职", "file": "归档",
}  # fmt: skip


def step(statement: Statement, round_: StatementRound, verb: str) -> str:
    """Return the state that ``verb`` leads to.

    Raises:
        Conflict: the round is closed (``round_closed``) or the state forbids it (``illegal_transition``).
    """
    following = TRANSITIONS[statement.state].get(verb)
    if round_.state == "closed" and verb not in ("file", "present"):
        sentence = f"{round_.title}已结束，不能再{VERB_LABELS[verb]}。"
        raise Conflict(sentence, word="round_closed", errors=[FieldError("round", "round_closed", sentence)])
    if following is None:
        sentence = f"述职报告{STATE_LABELS[statement.state]}，不能{VERB_LABELS[verb]}。"
        raise Conflict(sentence, word="illegal_transition", state=statement.state)
    return following


def may_decide(actor: Actor, statement: Statement, round_: StatementRound) -> None:
    """Let the section decide, and nobody about their own statement.

    Raises:
        Forbidden: one's own (``own_claim``), or another section's (``not_organiser``).
    """
    if actor.member_id is not None and actor.member_id == statement.member_id:
        raise Forbidden("不能审阅自己的述职报告，请由其他人办理。", word="own_claim")
    if "secretariat" not in actor.roles and actor.section_id != round_.section_id:
        raise Forbidden("谁组织谁记录：本轮述职由审阅部门办理。", word="not_organiser")


def fits(outline: StatementOutline, parts: dict[str, str]) -> None:
    """Refuse parts that no heading has, and texts that are too long, all at once."""
    known = {one.id for one in outline.headings}
    errors = [FieldError(f"parts.{word}", "unknown", "没有这个部分。") for word in parts if word not in known]
    words = sum(map(len, parts.values()))
    if words > outline.longest:
        errors.append(
            FieldError("parts", "too_long", f"全文 {words} 字，上限 {outline.longest} 字，请删减。")
        )
    if errors:
        raise Invalid(errors=errors)
