"""Who may do what with a claim, each refusal a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from app.access.actor import Actor
from app.core.errors import Conflict, Forbidden
from app.facts.models import Claim

#: state → verb → next state; what is not here is refused (an architecture of few arrows).
TRANSITIONS: dict[str, dict[str, str]] = {
    "draft": {"submit": "submitted", "withdraw": "withdrawn"},
    "submitted": {"verify": "verified", "return": "returned", "withdraw": "withdrawn"},
    "returned": {"submit": "submitted", "withdraw": "withdrawn", "take_back": "submitted"},
    "verified": {"reopen": "submitted", "take_back": "submitted"},
    "withdrawn": {},
}
STATE_LABELS = {
    "draft": "草稿",
    "submitted": "待核实",
    "verified": "已核实",
    "returned": "已退回",
    "withdrawn": "已撤回",
}
VERB_LABELS = {
    "submit": "提交",
    "verify": "核实",
    "return": "退回",
    "withdraw": "撤回",
    "reopen": "重新打开",
    "take_back": "撤回核实",
}


def next_state(claim: Claim, verb: str) -> str:
    """Return the state that ``verb`` leads to.

    Raises:
        Conflict: the claim's state does not allow it (``already_verified`` for a second verification).
    """
    following = TRANSITIONS[claim.state].get(verb)
    if following is None:
        word = "already_verified" if claim.state == "verified" and verb == "verify" else "illegal_transition"
        raise Conflict(
            f"记录{STATE_LABELS[claim.state]}，不能{VERB_LABELS[verb]}。",
            word=word,
            state=claim.state,
        )
    return following


def may_edit(actor: Actor, claim: Claim) -> None:
    """Let the author, or the section that keeps it, change a claim before it is verified.

    Raises:
        Forbidden: somebody else's claim.
        Conflict: verified or withdrawn claims change by correction only.
    """
    if claim.created_by != actor.account_id and not keeps(actor, claim):
        raise Forbidden("只有填报人和组织部门可以修改这条记录。", word="not_author")
    if claim.state not in {"draft", "returned", "submitted"}:
        raise Conflict(f"记录{STATE_LABELS[claim.state]}，不能直接修改。", word="illegal_transition")


def by_its_own_way(claim: Claim) -> None:
    """Refuse the general verbs for claims that have verbs of their own.

    Raises:
        Conflict: a statement is handed in and returned in its round (``own_way``).
    """
    if claim.kind == "statement":
        raise Conflict("述职报告请在“述职”中提交和修改。", word="own_way")


def may_decide(actor: Actor, claim: Claim, members: Iterable[str] = ()) -> None:
    """Let only the organising section decide (谁组织谁记录), and nobody about themselves.

    Args:
        members: Ids of all members the claim would give records to.

    Raises:
        Forbidden: another section's claim (``not_organiser``) or one's own (``own_claim``).
    """
    if actor.member_id and actor.member_id in {claim.member_id, *members}:
        raise Forbidden("不能核实与自己有关的记录，请由其他人核实。", word="own_claim")
    if claim.kind not in {"activity", "attendance"} and claim.created_by == actor.account_id:
        raise Forbidden("不能核实自己填报的记录，请由其他人核实。", word="own_claim")
    if not keeps(actor, claim):
        raise Forbidden("谁组织谁记录：这条记录由其他部门核实。", word="not_organiser")


def keeps(actor: Actor, claim: Claim) -> bool:
    """Tell whether the claim belongs to the actor's section; the secretariat keeps all."""
    return "secretariat" in actor.roles or (
        actor.section_id is not None
        and actor.section_id == claim.section_id
        and bool(actor.roles & {"section_clerk", "verifier", "convener"})
    )


def organises(actor: Actor, section_id: str) -> None:
    """Let an actor convene for their own section only; the secretariat for any.

    Raises:
        Forbidden: it is another section's.
    """
    if "secretariat" not in actor.roles and actor.section_id != section_id:
        raise Forbidden("只能以本部门的名义组织活动。", word="not_organiser")
