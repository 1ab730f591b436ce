"""Chinese names of the places of a scheme document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.schemes.words import ROLE, WORD
from app.scoring.scheme import Item, Part
from app.scoring.trace import unit_of

if TYPE_CHECKING:
    from app.schemes.changes import Leaf

#: Lists of a document → what one of their members is.
PARTS = {
    "items": "条目",
    "sections": "部分",
    "gates": "最低要求",
    "bands": "等次",
    "within_fact": "取高规则",
    "quotas": "名额",
    "ranks": "排名",
    "chains": "连续考核规则",
}
#: Places of the whole.
HEAD = {
    ("title",): "办法名称",
    ("year",): "适用年度",
    ("adopted_by",): "通过机关",
    ("effective",): "施行日期",
    ("subject",): "考核对象",
    ("units",): "适用的小组",
    ("structure", "kind"): "计分方式",
    ("structure", "granted"): "起评分",
    ("structure", "reference"): "参考分",
    ("structure", "bonus_cap"): "加分合计上限",
    ("structure", "cap"): "总分上限",
    ("structure", "floor"): "总分下限",
    ("structure", "rounding"): "总分取舍",
}
#: Last words of a place → its name. What is not here is told by the sentences of the whole item.
LABELS: dict[tuple[str, ...], str] = {
    ("award", "each"): "每{unit}分值",
    ("award", "lump"): "一次性分值",
    ("award", "at_least"): "起计数量",
    ("award", "first_n"): "计分{unit}数上限",
    ("award", "from_nth"): "起计的{unit}数",
    ("tiers", "otherwise"): "其余情形的分值",
    ("limit", "cap"): "封顶",
    ("limit", "floor"): "最低分",
    ("limit", "once_per_year"): "每年只计一次",
    ("limit", "best_of"): "只计最高的一件",
    ("start",): "起评分",
    ("title",): "名称",
    ("article",): "条款",
    ("section",): "所属部分",
    ("note",): "说明",
    ("applies_to",): "适用对象",
    ("cap",): "封顶",
    ("floor",): "最低分",
    ("kind",): "类别",
    ("min",): "最低总分",
    ("below",): "总分界线（不含）",
    ("at_least",): "应达到的数量",
    ("force_grade",): "未达到时的等次",
    ("source",): "出处",
}


def label_of(leaf: Leaf, item: Item | None) -> str | None:
    """Return the name of a place inside an item, section, gate or grade; None when it has none.

    Args:
        leaf: The place.
        item: The item it stands in, for its measure word.
    """
    words = [step for step in leaf.path if isinstance(step, str)]
    if "select" in words or "measure" in words or "all" in words:
        return None
    if "table" in words:
        row = words[words.index("table") + 1 :]
        return f"“{'·'.join(WORD.get(one, one) for one in row)}”的分值" if row else None
    label = LABELS.get(tuple(words[-2:])) or LABELS.get(tuple(words[-1:]))
    if "granted" in words or "reference" in words:
        label = f"{ROLE.get(words[-1], words[-1])}的基础分"
    if label is None or item is None:
        return label
    return label.replace("{unit}", unit_of(_part(leaf, item)))


def _part(leaf: Leaf, item: Item) -> Part:
    chains = item.chains()
    if "parts" in leaf.path:
        place = leaf.path[leaf.path.index("parts") + 1]
        if isinstance(place, int) and place < len(item.parts):
            return item.parts[place]
    return chains[0]
