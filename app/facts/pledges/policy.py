"""Who may do what with a pledge, and when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.access.actor import Actor
from app.core.errors import Conflict, FieldError, Forbidden, Invalid
from app.facts.pledges.models import VERDICTS, Pledge, PledgeTemplate
from app.facts.pledges.schemas import STATE_LABELS, PledgeDocument
from app.scoring.checks import problems
from app.scoring.counting import scheme_of

#: state → verb → next state; what is not here is refused.
TRANSITIONS: dict[str, dict[str, str]] = {
    "draft": {"adapt": "draft", "remind": "draft", "sign": "signed", "waive": "waived"},
    "signed": {
        "countersign": "countersigned", "amend": "signed", "evidence": "signed", "confirm": "signed",
        "close": "closing", "waive": "waived", "remind": "signed",
    },
    "countersigned": {
        "amend": "signed", "evidence": "countersigned", "confirm": "countersigned", "close": "closing",
        "waive": "waived", "remind": "countersigned",
    },
    "closing": {"evidence": "closing", "confirm": "closing", "judge": "closing", "waive": "waived"},
    # A verdict is corrected by the next one, with its reason.
    **{state: {"judge": state, "waive": "waived"} for state in VERDICTS},
}  # fmt: skip
VERB_LABELS = {
    "adapt": "修改草稿",
    "sign": "签订",
    "amend": "变更",
    "countersign": "确认签订",
    "evidence": "补充佐证",
    "confirm": "确认事项",
    "close": "转入认定",
    "judge": "认定",
    "waive": "免予认定",
    "remind": "提醒",
}
VERBS = tuple(VERB_LABELS)
_TEMPLATE_LABELS = {"draft": "尚未下发", "issued": "已下发", "closing": "已转入认定"}


def step(pledge: Pledge, verb: str) -> str:
    """Return the state that ``verb`` leads to.

    Raises:
        Conflict: the pledge's state does not allow it (``illegal_transition``).
    """
    following = TRANSITIONS[pledge.state].get(verb)
    if following is None:
        sentence = f"承诺书{STATE_LABELS[pledge.state]}，不能{VERB_LABELS[verb]}。"
        raise Conflict(sentence, word="illegal_transition", state=pledge.state)
    return following


def stands(template: PledgeTemplate, *states: str) -> None:
    """Refuse when a template is in none of the states.

    Raises:
        Conflict: likewise (``illegal_transition``).
    """
    if template.state not in states:
        sentence = f"承诺书模板{_TEMPLATE_LABELS[template.state]}，不能进行此操作。"
        raise Conflict(sentence, word="illegal_transition", state=template.state)


def keeps(actor: Actor, section_id: str) -> bool:
    """Tell whether a template is the actor's office's; the secretariat keeps all."""
    return "secretariat" in actor.roles or (actor.section_id is not None and actor.section_id == section_id)


def may_decide(actor: Actor, template: PledgeTemplate, pledge: Pledge, *, convenes: bool = False) -> None:
    """Let the section decide, and nobody about their own pledge or that of a group they convene.

    Raises:
        Forbidden: another section's (``not_organiser``), or one's own (``own_claim``).
    """
    if convenes or (actor.member_id is not None and actor.member_id == pledge.member_id):
        raise Forbidden("不能确认自己的承诺，请由其他人办理。", word="own_claim")
    if not keeps(actor, template.section_id):
        raise Forbidden("谁组织谁记录：这份承诺由承办部门办理。", word="not_organiser")


def dates(year: date, last: date, sign_by: date, amend_until: date, intake_until: date) -> None:
    """Refuse days outside the duty year or out of order, all at once."""
    errors = [
        FieldError(name, "outside_year", f"应在履职年度内（{year} 至 {last}）。")
        for name, day in (("sign_by", sign_by), ("amend_until", amend_until), ("intake_until", intake_until))
        if not year <= day <= last
    ]
    if sign_by > amend_until:
        errors.append(FieldError("amend_until", "before_signing", "变更截止日不能早于签订期限。"))
    if amend_until > intake_until:
        errors.append(FieldError("intake_until", "before_amending", "收件截止日不能早于变更截止日。"))
    if errors:
        raise Invalid(errors=errors)


def sound(document: PledgeDocument) -> None:
    """Refuse items that cannot be pledged or counted, all at once, each at its place."""
    errors = list(_numbers(document))
    counted = [(place, item) for place, item in enumerate(document.items) if item.counts]
    scheme = scheme_of(
        [
            (f"item-{place}", item.text, tuple(item.counts.select), item.counts.measure)
            for place, item in counted
            if item.counts
        ]
    )
    for found in problems(scheme):
        if found.path[0] != "figures" or len(found.path) < 2:
            continue
        place = counted[int(found.path[1])][0]
        where = "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in found.path[2:])
        errors.append(FieldError(f"document.items[{place}].counts{where}", found.word, found.sentence))
    if errors:
        raise Invalid(errors=errors)


def _numbers(document: PledgeDocument) -> Iterator[FieldError]:
    seen: set[str] = set()
    for place, item in enumerate(document.items):
        at = f"document.items[{place}]"
        if item.id in seen:
            yield FieldError(f"{at}.id", "duplicate", f"编号“{item.id}”重复，请改用不同的编号。")
        seen.add(item.id)
        if item.counts and item.target is None:
            yield FieldError(f"{at}.target", "missing", "计数事项要有目标数。")
        elif item.counts and item.target is not None and item.target < 1:
            sentence = "目标至少为 1；不作要求的事项请从承诺中去掉。"
            yield FieldError(f"{at}.target", "target_zero", sentence)
        elif not item.counts and item.target is not None:
            yield FieldError(f"{at}.target", "not_counted", "定性事项没有目标数，由承办部门据佐证确认。")


def adapted(
    template: PledgeDocument, before: PledgeDocument, targets: dict[str, int], texts: dict[str, str]
) -> PledgeDocument:
    """Return a pledge's document with the signer's own numbers and words.

    Args:
        template: What is asked at least.
        before: What the pledge says now; what is not named stays.

    Raises:
        Invalid: an unknown item, a target below the template's or of zero, words for a counted item.
    """
    least = {item.id: item for item in template.items}
    errors = [
        FieldError(f"{name}.{word}", "unknown", "承诺书里没有这个事项。")
        for name, said in (("targets", targets), ("texts", texts))
        for word in said
        if word not in least
    ]
    for word, target in targets.items():
        item = least.get(word)
        if item is None:
            continue
        if item.counts is None:
            errors.append(FieldError(f"targets.{word}", "not_counted", "定性事项没有目标数。"))
        elif target < 1:
            sentence = "目标至少为 1；确实做不到的，请向承办部门说明。"
            errors.append(FieldError(f"targets.{word}", "target_zero", sentence))
        elif target < (item.target or 1):
            sentence = f"不能低于模板的 {item.target}{item.unit}。"
            errors.append(FieldError(f"targets.{word}", "below_template", sentence))
    errors += [
        FieldError(f"texts.{word}", "counted", "计数事项的表述不能修改，只能提高目标。")
        for word in texts
        if word in least and least[word].counts is not None
    ]
    if errors:
        raise Invalid(errors=errors)
    items = [
        item.model_copy(
            update={"target": targets.get(item.id, item.target), "text": texts.get(item.id, item.text)}
        )
        for item in before.items
    ]
    return before.model_copy(update={"items": items})
