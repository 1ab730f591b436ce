"""The printed forms of one member, and of everybody."""

from __future__ import annotations

from collections.abc import Iterator

from app.core import clock
from app.core.paper import Break, Cell, Form, Heading, Line, Piece, Signature, Table, Title
from app.views.pack.values import Came, Frozen, MemberYear

#: Every form is ruled in so many columns: boxes of 3, 4 and 5 fit beside each other.
_COLUMNS = (1,) * 24
_SEAL = "（签章）　　　　年　　月　　日"


def dossier(year: Frozen, member: MemberYear) -> Iterator[Piece]:
    """Yield a member's papers, each on a page of its own."""
    yield from registration(year, member)
    yield Break()
    yield from assessment(year, member)
    yield Break()
    yield from _deeds(year, member)


def own(year: Frozen, member: MemberYear) -> Iterator[Piece]:
    """Yield what a member may print: the 登记表 and the records behind it."""
    yield from registration(year, member)
    yield Break()
    yield from _deeds(year, member)


def registration(year: Frozen, member: MemberYear) -> Iterator[Piece]:
    """Yield the 履职情况登记表: one sheet."""
    yield Title("委员履职情况登记表", f"（{year.year}年度）")
    rows = [*_person(member), *_meetings(member), *_results(member)]
    rows += [
        _pair(("履职承诺", _kept(member)), ("述　　职", member.statement)),
        _pair(("考核得分", member.points), ("考核等次", member.grade)),
        _wide("述职测评", _ballots(member)),
        _wide("荣誉奖项", "、".join(member.honours)),
        _wide("自我小结", "", tall=28),
        _wide("专委会意见", _SEAL, tall=17),
        _wide("考核组意见", _SEAL, tall=17),
        _pair(("本人签字", ""), ("签字日期", "　　年　月　日")),
    ]
    yield Form(_COLUMNS, tuple(rows))
    yield from _supplements(member)
    yield Line(f"填报单位：{year.council}　　制表：{_day(year)}　　{stands(member)}", flush=True)


def assessment(year: Frozen, member: MemberYear) -> Iterator[Piece]:
    """Yield the 考核登记表: every line of the score, and room for those who decide."""
    yield Title("委员履职考核登记表", f"（{year.year}年度）")
    head = ("考核项目", "所属部分", "计数", "得分", "依据（台账序号）")
    rows = [
        (Cell(head[0], 7, head=True), Cell(head[1], 4, head=True), Cell(head[2], 2, head=True),
         Cell(head[3], 3, head=True), Cell(head[4], 8, head=True))
    ]  # fmt: skip
    rows += [
        (Cell(line.title, 7), Cell(line.section, 4), Cell(str(line.measured), 2), Cell(line.points, 3),
         Cell(_numbers(line.lines), 8))
        for line in member.score
    ]  # fmt: skip
    sections = "；".join(f"{title} {points}" for title, points in member.sections)
    yield Form(
        _COLUMNS,
        (
            *_person(member),
            *rows,
            _wide("分部分得分", sections),
            _pair(("考核得分", member.points), ("考核等次", member.grade)),
            _wide("考核组意见", _SEAL, tall=17),
            _wide("主席会议意见", _SEAL, tall=17),
            _wide("常委会意见", _SEAL, tall=17),
            _pair(("本人签字", ""), ("签字日期", "　　年　月　日")),
        ),
    )
    yield Line(
        f"考评办法：{year.scheme}（原文 {year.scheme_digest[:12]}）；台账截止第 {year.ledger_seq} 号；"
        f"{stands(member)}。",
        flush=True,
    )


def _deeds(year: Frozen, member: MemberYear) -> Iterator[Piece]:
    yield Title("委员履职档案", f"（{member.name}，{year.year}年度）")
    yield Line(
        f"记录 {len(member.records)} 条，自 {year.starts_on} 至 {year.ends_on}，均经核实。", flush=True
    )
    yield Table(
        ("台账序号", "日期", "事项", "名称", "身份或到会", "层级"),
        tuple(
            (
                str(one.seq),
                str(one.on),
                one.fact if one.type in ("", one.fact) else f"{one.fact}·{one.type}",
                one.title,
                "、".join(word for word in (one.role, one.status) if word),
                one.level,
            )
            for one in member.records
        ),
        (3, 4, 5, 11, 4, 2),
    )
    for one in member.promised:
        yield Line(
            f"承诺：{one.text}；目标 {one.target or '—'}，完成 {one.count or '—'}，{one.kept}。", flush=True
        )


def slip(year: Frozen, member: MemberYear) -> Iterator[Piece]:
    """Yield the 结果通知 that a member gets: points by part and line, never a place."""
    yield Title("履职考核结果通知")
    yield Line(f"{member.name}委员：", flush=True)
    grade = f"，考核等次为{member.grade}" if member.grade else ""
    yield Line(f"您{year.year}年度履职考核得分为{member.points}分{grade}。各项得分如下：")
    yield Table(
        ("考核项目", "所属部分", "计数", "得分"),
        tuple((line.title, line.section, str(line.measured), line.points) for line in member.score),
        (6, 4, 2, 2),
    )
    yield Line("逐条依据可在“掌上履职”的履职档案中查看；如有疑问，请在规定期限内提出异议。")
    yield from _supplements(member)
    yield Line(f"{stands(member)}。", flush=True)
    yield Signature((year.council, _day(year)))


def announcement(year: Frozen) -> Iterator[Piece]:
    """Yield the 公示稿: names and grades only."""
    yield Title(f"{year.year}年度委员履职考核结果公示")
    yield Line(f"根据《{year.scheme}》，现将{year.year}年度委员履职考核结果予以公示。")
    grades = dict.fromkeys(member.grade for member in year.members)
    for number, grade in enumerate(grades, start=1):
        named = [member.name for member in year.members if member.grade == grade]
        yield Heading(f"{'一二三四五六七八九十'[number - 1]}、{grade or '未评等次'}（{len(named)}名）")
        yield Line("　".join(named))
    yield Line("以上按姓氏笔画排列。对公示结果有异议的，请在公示期内向本会办公室反映。")
    if year.sealed is None:
        yield Line("本年度尚未封存，以上为生效计分的结果。", flush=True)
    yield Signature((year.council, _day(year)))


def talks(year: Frozen) -> Iterator[Piece]:
    """Yield the 约谈提醒名单: whom the rule book lets the office talk to, and why."""
    yield Title(f"{year.year}年度约谈提醒名单", "（内部材料，由会议研究决定）")
    rows = [(member, due) for member in year.members for due in member.due]
    yield Table(
        ("姓名", "编号", "建议", "依据", "情形"),
        tuple((member.name, member.number, due.do, due.article, due.why) for member, due in rows),
        (3, 3, 3, 4, 8),
    )
    yield Line(f"共 {len(rows)} 项。是否采取，由有权机关决定。", flush=True)


def stands(member: MemberYear) -> str:
    """Return whether a member's year is sealed, and by which code the sheet is checked."""
    if member.sheet is None:
        return "本年度尚未封存"
    return f"封存页第 {member.sheet.version} 版，核验码 {member.sheet.code}"


def _supplements(member: MemberYear) -> Iterator[Line]:
    for one in member.sheet.supplements if member.sheet else ():
        about = "，".join(word for word in (one.body, str(one.decided_on), one.minutes) if word)
        yield Line(f"封存后补充：{one.text}（{about}；{one.reason}）", flush=True)


def _person(member: MemberYear) -> Iterator[tuple[Cell, ...]]:
    facts = (
        ("姓　　名", member.name), ("性　　别", member.sex), ("民　　族", member.ethnic_group),
        ("党　　派", member.party), ("委员编号", member.number), ("界　　别", member.sector),
        ("文化程度", member.education), ("政协职务", member.posts or "委员"),
    )  # fmt: skip
    for four in (facts[:4], facts[4:]):
        yield tuple(cell for name, text in four for cell in (Cell(name, 3, head=True), Cell(text, 3)))
    work = "　".join(word for word in (member.employer, member.title) if word)
    yield _wide("单位及职务", work)
    yield _wide("编组·专长", "；".join(word for word in (member.units, member.speciality) if word))


def _meetings(member: MemberYear) -> Iterator[tuple[Cell, ...]]:
    shown = [one for one in member.attendance if one.due or one.excused_not_counted]
    shown.append(member.present)
    heads = tuple(Cell(word, 3, head=True) for word in ("应出席", "出席", "请假", "缺席", "出席率"))
    yield Cell("会议\n和活动", 4, len(shown) + 1, head=True), Cell("类　　别", 5, head=True), *heads
    for one in shown:
        yield Cell(one.name, 5), *(Cell(text, 3) for text in _numbers_of(one))


def _numbers_of(one: Came) -> tuple[str, ...]:
    return str(one.due), str(one.attended), str(one.excused), str(one.absent), one.rate


def _results(member: MemberYear) -> Iterator[tuple[Cell, ...]]:
    counts = list(member.counts.items())
    counts += [("", 0)] * (-len(counts) % 3)
    threes = [counts[at : at + 3] for at in range(0, len(counts), 3)]
    for number, three in enumerate(threes):
        boxes = [
            cell
            for at, (name, count) in enumerate(three)
            for cell in (Cell(name, 4 if at == 2 else 5), Cell(str(count) if name else "", 2))
        ]
        first = (Cell("履职成果", 4, len(threes), head=True),) if number == 0 else ()
        yield *first, *boxes


def _pair(*pairs: tuple[str, str]) -> tuple[Cell, ...]:
    return tuple(cell for name, text in pairs for cell in (Cell(name, 4, head=True), Cell(text, 8)))


def _wide(name: str, text: str, tall: int = 0) -> tuple[Cell, ...]:
    return Cell(name, 4, head=True), Cell(text, 20, tall=tall, foot=text == _SEAL)


def _kept(member: MemberYear) -> str:
    if not member.promised:
        return member.pledge
    done = sum(one.kept == "完成" for one in member.promised)
    return f"{member.pledge}（{len(member.promised)} 项完成 {done} 项）"


def _ballots(member: MemberYear) -> str:
    return "；".join(
        f"{one.poll}：有效票 {one.base}，" + "、".join(f"{label} {number}" for label, number in one.counts)
        for one in member.ballots
    )


def _numbers(lines: tuple[int, ...]) -> str:
    return "、".join(map(str, lines))


def _day(year: Frozen) -> str:
    day = clock.beijing_date(year.made_at)
    return f"{day.year}年{day.month}月{day.day}日"
