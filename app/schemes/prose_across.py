"""Ranks, selections, snapshots and measures set in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from app.schemes.words import ATTRIBUTE, ROLE
from app.scoring.across import Given, Outcome, Quota, Ranking, Selection, When, YearTest
from app.scoring.case import ONLY
from app.scoring.scheme import Example, Scheme
from app.scoring.why import condition, counted, titles
from app.scoring.words import written

_TIED = {"include": "末位同分的一并入选", "exclude": "末位同分的都不入选", "decide": "末位同分的交会议议定"}


def across(scheme: Scheme) -> list[str]:
    """Say what the rule book does with several people and several years."""
    said = [f"{one.title}：按 {one.since} 至 {one.until} 的记录另计一次。" for one in scheme.snapshots]
    said += [f"截止日为 {scheme.cut_off}，之后的记录不计入本年。"] if scheme.cut_off else []
    said += [_ranking(scheme, one) for one in scheme.rankings]
    said += [_selection(scheme, one) for one in scheme.selections]
    return said + [_outcome(scheme, one) for one in scheme.outcomes]


def _ranking(scheme: Scheme, ranking: Ranking) -> str:
    names = titles(scheme)
    years = f"最近{counted(ranking.years)}年" if ranking.years > 1 else ""
    total = "之和" if ranking.years > 1 else ""
    within = "".join(f"，按{ATTRIBUTE.get(one) or '分组'}分开" for one in ranking.within)
    roles = f"，只排{_roles(ranking.applies_to)}" if ranking.applies_to else ""
    ties = "".join(f"，相同的再比{names.get(one, one)}" for one in ranking.ties)
    by = names.get(ranking.by, ranking.by)
    return f"{ranking.title}：按{years}{by}{total}从高到低{within}{roles}{ties}；仍相同的并列。"


def _selection(scheme: Scheme, rule: Selection) -> str:
    ranks = {one.id: one.title for one in scheme.rankings}
    said = [f"从{ranks.get(rule.ranking, rule.ranking)}中取{_quota(rule.quota)}"]
    said += [f"{_roles(rule.excluded)}不参加"] if rule.excluded else []
    said += [f"须{_tests(scheme, rule.only)}"] if rule.only else []
    if rule.barred:
        left = "名额空缺" if rule.place_of_barred == "empty" else "由下一名递补"
        said.append(f"{_tests(scheme, rule.barred)}的不得入选，{left}")
    return f"{rule.title}{_article(rule.article)}：{'；'.join([*said, _TIED[rule.tied]])}。"


def _quota(quota: Quota) -> str:
    base = "可参评的" if quota.of == "eligible" else "全体的"
    said = [f"前 {written(quota.n)} 名"] if quota.n is not None else []
    if quota.percent is not None:
        mode = {"down": "舍去小数", "half_up": "四舍五入", "up": "小数进一"}[quota.rounding]
        said.append(f"{base} {written(quota.percent)}%（{mode}）")
    if quota.at_least_percent is not None:
        said.append(f"不少于{base} {written(quota.at_least_percent)}%")
    if quota.at_most_percent is not None:
        said.append(f"不多于{base} {written(quota.at_most_percent)}%")
    return "、".join(said)


def _outcome(scheme: Scheme, outcome: Outcome) -> str:
    roles = f"{_roles(outcome.applies_to)}" if outcome.applies_to else ""
    when = "，或".join(_when(scheme, one) for one in outcome.when)
    do = outcome.do or "依次" + "、".join(outcome.steps)
    after = {one.id: one.do or one.steps[0] for one in scheme.outcomes if one.do or one.steps}
    said = [f"此前已{'或'.join(after.get(one, one) for one in outcome.after)}"] if outcome.after else []
    said += [
        f"{scheme.states.get(name, name)}：{'是' if wanted else '否'}"
        for name, wanted in outcome.known.items()
    ]
    given = f"（{'；'.join(said)}）" if said else ""
    by = f"由{outcome.by}" if outcome.by else ""
    return f"{roles}{when}{given}：{by}{do}{_article(outcome.article)}。"


def _when(scheme: Scheme, when: When) -> str:
    asked = condition(scheme, when)
    if when.times is not None:
        return f"一届内{counted(when.times)}次{asked}"
    if when.years > 1:
        return f"{'同一届内' if when.over == 'term' else ''}连续{counted(when.years)}年{asked}"
    return f"一届内累计{asked}" if when.over == "term" else f"当年{asked}"


def _tests(scheme: Scheme, tests: tuple[YearTest, ...]) -> str:
    return "或".join(condition(scheme, one) for one in tests)


def _roles(roles: tuple[str, ...]) -> str:
    return "、".join(ROLE.get(one, one) for one in roles)


def _article(article: str | None) -> str:
    return f"〔{article}〕" if article else ""


def people_and_years(scheme: Scheme, example: Example) -> list[str]:
    """Say what an example gives of several people and years."""
    names = titles(scheme)
    said = [f"{year} 年：{one}" for year, given in example.years.items() for one in _given(scheme, given)]
    for id, given in example.cohort.items():
        role = f"（{ROLE.get(given.role, given.role)}）" if given.role else ""
        for year, one in (given.years or {ONLY: given}).items():
            when = f" {year} 年" if given.years else ""
            said += [f"{id}{role}{when}：{text}" for text in _given(scheme, one)]
    said += [f"{year} 年名次：{'、'.join(ids)}" for year, ids in example.orders.items()]
    if example.cohort_size is not None:
        shut = f"，其中不参评 {example.excluded_size} 名" if example.excluded_size else ""
        said.append(f"共 {example.cohort_size} 名{shut}")
    said += [f"成员 {id}：{written(points)} 分" for id, points in example.members.items()]
    said += [f"{names.get(name, name)} {written(value)}" for name, value in example.figures.items()]
    return said + [f"会议定下名额 {number} 名" for number in example.decided.values()]


def _given(scheme: Scheme, given: Given) -> Iterator[str]:
    names = titles(scheme)
    said = [f"总分 {written(given.total)}"] if given.total is not None else []
    said += [f"{names.get(name, name)} {written(value)}" for name, value in given.figures.items()]
    said += [
        f"{scheme.states.get(name, name)}（{'是' if value else '否'}）"
        for name, value in given.states.items()
    ]
    said += [f"履职事实 {len(given.facts)} 行"] if given.facts else []
    yield "，".join(said) or "没有记录"
