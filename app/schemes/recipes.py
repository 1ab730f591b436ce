"""What rule books usually say, each as the item that computes it."""

from __future__ import annotations

from typing import Any, NamedTuple


class Recipe(NamedTuple):
    """A way to count, in the words of rule books.

    Args:
        label: What it is called.
        words: A sentence of a rule book that it fits.
        body: Keys of an item; id and title come from whoever writes it.
    """

    label: str
    words: str
    body: dict[str, Any]


_MEETINGS = {"fact": ["meeting"], "where": {"status": ["present", "late", "left_early"]}}

RECIPES: tuple[Recipe, ...] = (
    Recipe(
        "每次（件）给分，单项封顶",
        "参加一次会议计 5 分，最多 30 分。",
        {
            "select": _MEETINGS,
            "measure": {"distinct": "activity"},
            "award": {"each": 5},
            "limit": {"cap": 30},
        },
    ),
    Recipe(
        "按半天给分",
        "参加活动每半天计 5 分。",
        {
            "select": {"fact": ["activity"], "where": {"status": ["present"]}},
            "measure": {"sum": "half_days"},
            "award": {"each": 5},
        },
    ),
    Recipe(
        "按特征查表给分",
        "第一提案人 15 分，参与人 3 分。",
        {
            "select": {"fact": ["proposal"], "where": {"filed": True}},
            "award": {"tiers": {"by": ["role"], "table": {"proposer": 15, "participant": 3}}},
        },
    ),
    Recipe(
        "采用级别越高分越高，只取最高一级",
        "信息被县级采用 5 分、市级 10 分、省级 15 分、全国 20 分。",
        {
            "select": {"fact": ["opinion"]},
            "award": {
                "tiers": {
                    "by": ["adopted"],
                    "table": {"county": 5, "prefecture": 10, "province": 15, "national": 20},
                }
            },
        },
    ),
    Recipe(
        "全部做到才一次性给分",
        "全程出席全会计 30 分，缺一次不得分。",
        {
            "select": {"fact": ["meeting"], "where": {"type": "plenary"}},
            "award": {"lump": 30, "all": {"status": ["present"]}},
        },
    ),
    Recipe(
        "满几次一次性给分",
        "参加 2 次以上计 30 分。",
        {
            "select": {"fact": ["activity"], "where": {"status": ["present"]}},
            "award": {"lump": 30, "at_least": 2},
        },
    ),
    Recipe(
        "第一件一个价",
        "第一件立案提案计 15 分。",
        {
            "select": {"fact": ["proposal"], "where": {"filed": True}},
            "award": {"each": 15, "first_n": 1},
        },
    ),
    Recipe(
        "从第二件起另一个价",
        "第二件起每件计 5 分，最多 20 分。",
        {
            "select": {"fact": ["proposal"], "where": {"filed": True}},
            "award": {"each": 5, "from_nth": 2},
            "limit": {"cap": 20},
        },
    ),
    Recipe(
        "一年只计一次，取最高",
        "立案一件或多件只计一次，取最高分。",
        {
            "select": {"fact": ["proposal"]},
            "award": {"tiers": {"by": ["type"], "table": {"personal": 15, "joint": 10, "collective": 5}}},
            "limit": {"once_per_year": True, "best_of": True},
        },
    ),
    Recipe(
        "满分起扣，扣完为止",
        "会议 50 分，缺一次扣 10 分，扣完为止。",
        {
            "start": 50,
            "parts": [
                {
                    "title": "无故缺席",
                    "select": {"fact": ["meeting"], "where": {"status": ["unexcused", "absent"]}},
                    "award": {"each": -10},
                }
            ],
            "limit": {"floor": 0},
        },
    ),
    Recipe(
        "几种价钱共用一个封顶",
        "采用的每篇 5 分，未采用的每篇 2 分，合计最多 20 分。",
        {
            "parts": [
                {
                    "title": "采用的",
                    "select": {"fact": ["opinion"], "where": {"adopted": {"empty": False}}},
                    "award": {"each": 5},
                },
                {
                    "title": "未采用的",
                    "select": {"fact": ["opinion"], "where": {"adopted": {"empty": True}}},
                    "award": {"each": 2},
                },
            ],
            "limit": {"cap": 20},
        },
    ),
    Recipe(
        "由办公室评定给分",
        "本职工作表现由办公室评定，最多 10 分。",
        {"award": {"assessed": True}, "limit": {"cap": 10}},
    ),
)
