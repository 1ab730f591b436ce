"""The library: every worked example of the published rule books holds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.schemes.document import check, library, read
from app.scoring.case import spans
from app.scoring.checks_values import asked
from app.scoring.engine import compile
from app.scoring.scheme import Scheme
from app.scoring.values import attributes_of
from app.scoring.verdict import run
from tests.scoring.holding import receipt

NAMES = sorted(library())
#: Document → worked examples that were published with it; a figure changes only with the document.
EXAMPLES = {
    "anhui-anqing": 4,
    "anhui-chaohu": 4,
    "anhui-guichi": 3,
    "anhui-hefei": 4,
    "anhui-minge-branch": 3,
    "beijing-dongcheng": 4,
    "beijing-minjian-info": 4,
    "chongqing-fengjie": 3,
    "chongqing-jiangbei-congress": 3,
    "fujian-putian": 3,
    "guangdong-shunde": 4,
    "henan-hubin": 2,
    "henan-hubin-group": 1,
    "henan-zhongmou-town": 3,
    "hubei-dongbao-congress": 3,
    "jiangsu-peixian-group": 3,
    "jilin-yanbian": 4,
    "liaoning-fushun-group": 3,
    "ningxia-yinchuan-congress": 3,
    "shaanxi-jintai": 3,
    "shandong-kenli": 3,
    "shandong-province-absence": 4,
    "shanghai-minhang": 4,
    "shanxi-lvliang-minjin-info": 7,
    "xinjiang-wulumuqi": 3,
    "zhejiang-shaoxing": 3,
}


def test_the_library_has_two_structures_and_more() -> None:
    kinds = {read(path.read_bytes()).require().structure.kind for path in library().values()}
    assert {"accumulate_from_zero", "hundred_points", "base_then_bonus"} <= kinds


@pytest.mark.parametrize("name", NAMES)
def test_a_library_document_has_no_mistake(name: str) -> None:
    document = read(library()[name].read_bytes())
    assert [str(one) for one in check(document)] == []
    assert document.require().id == name
    assert all(item.article for item in document.require().items)
    assert set(never_posted(document.require())) <= BESIDE


#: Words beside others that records do hold, so that no warning tells of them.
BESIDE = {"unexcused", "leave_refused", "province_or_above", "invited_by_bureau_as_member"}


def never_posted(scheme: Scheme) -> Iterator[object]:
    """Yield words that a line asks for beside those of records, and that no record holds."""
    for one in asked(scheme):
        known = [each for each in attributes_of(one.facts, one.name) if each.posted]
        held = {word for each in known for word in each.posted}
        if held & set(one.wanted):
            yield from (word for word in one.wanted if word not in held)


def test_a_word_that_no_record_holds_is_noticed_beside_one_that_records_hold() -> None:
    text = library()["jilin-yanbian"].read_text().replace("forwarded_province,", "forwarded_provincial,")
    assert set(never_posted(read(text).require())) == {"forwarded_provincial", "province_or_above"}


@pytest.mark.parametrize("name", NAMES)
def test_every_published_example_comes_out_exactly(name: str) -> None:
    scheme = read(library()[name].read_bytes()).require()
    compiled = compile(scheme)
    assert len(scheme.examples) == EXAMPLES[name]
    for place, example in enumerate(scheme.examples):
        card, differences = run(compiled, place, example)
        assert [one.sentence for one in differences] == [], receipt(card) if card else ""
        assert (card is None) == spans(example)
        assert card is None or sum(line.points for line in card.lines) == card.total


def test_no_document_came_or_went_unnoticed() -> None:
    assert sorted(EXAMPLES) == NAMES


def test_a_wrong_expectation_is_reported_with_its_line() -> None:
    text = library()["anhui-anqing"].read_text().replace("total: 95", "total: 96")
    found = check(read(text))
    assert [(one.word, text.splitlines()[one.line - 1].count("total: 96")) for one in found] == [
        ("example_differs", 1)
    ]
    assert found[0].sentence == "示例 M1：总分应为 96，按办法算得 95。"
