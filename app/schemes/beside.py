"""What a scheme says beside its items, in words."""

from __future__ import annotations

from collections.abc import Iterator

from app.schemes.clauses import selected, where_said
from app.scoring.scheme import Condition, Scheme
from app.scoring.words import written


def beside(scheme: Scheme) -> Iterator[str]:
    """Say parameters, proration, scales, conditions, exemptions, vetoes, lines, sums, figures, books."""
    structure = scheme.structure
    for param in scheme.params.values():
        rows = [f"{key} {written(value)}" for key, value in param.table.items()]
        rows.append(f"其余 {written(param.value)}" if rows else written(param.value))
        yield f"参数“{param.title}”：{'、'.join(rows)}。"
    if structure.prorate is not None:
        yield f"任职不满 {structure.prorate.of} 个月的，按任职月数折算。"
    if structure.rescale is not None:
        yield f"总分折算为满分 {written(structure.rescale.to)} 分。"
    for condition in scheme.conditions:
        yield f"条件“{condition.title}”：{_needs(condition)}。"
    for exemption in scheme.exemptions:
        yield f"{exemption.title}：{where_said(exemption.applies_if)}的免予考核。"
    for line in scheme.thresholds:
        yield f"{line.title}：总分不到 {written(line.below)} 分。"
    for veto in scheme.vetoes:
        effect = f"等次不高于{veto.force_grade}" if veto.effect == "grade" else "影响委员资格"
        yield f"一票否决“{veto.title}”：{_needs(veto)}，{effect}，不改总分。"
    names = {item.id: item.title for item in scheme.items} | {one.id: one.title for one in scheme.sections}
    for one in scheme.sums:
        parts = "、".join(names.get(id, id) for id in (*one.items, *one.sections))
        yield f"另列“{one.title}”：{parts}之和。"
    for figure in scheme.figures:
        kind = "数目" if figure.over is None else "比率"
        yield f"另列{kind}“{figure.title}”。"
    for ledger in scheme.ledgers:
        yield f"同样的分另记入“{ledger.title}”。"


def _needs(condition: Condition) -> str:
    said = [(need, "、".join(selected(one) for one in need.select)) for need in condition.any_of]
    return "，或".join(f"{what}不少于 {need.at_least}" for need, what in said)
