"""Every change of a document is told, in its place and in words."""

from __future__ import annotations

import pytest

from app.schemes.difference import differences
from app.schemes.document import library, read
from app.scoring.scheme import Scheme

TEXT = library()["anhui-hefei"].read_text(encoding="utf-8")


def scheme(text: str) -> Scheme:
    return read(text).require()


def test_a_document_beside_itself_has_no_differences() -> None:
    assert differences(scheme(TEXT), scheme(TEXT)) == []


def test_a_figure_is_told_from_what_to_what_with_its_article() -> None:
    before = scheme(TEXT)
    place, item = next((at, one) for at, one in enumerate(before.items) if one.award and one.award.lump)
    award = item.award.model_copy(update={"lump": item.award.lump + 1})  # type: ignore[union-attr, operator]
    items = list(before.items)
    items[place] = item.model_copy(update={"award": award})
    (one,) = differences(before, before.model_copy(update={"items": tuple(items)}))
    assert one.path == f"items[{place}].award.lump"
    assert one.sentence == f"“{item.title}”〔{item.article}〕：一次性分值由 {one.before} 改为 {one.after}。"
    assert one.article == item.article


def test_items_that_come_and_go_are_told_as_they_read() -> None:
    before = scheme(TEXT)
    after = before.model_copy(update={"items": before.items[1:]})
    (gone,) = differences(before, after)
    (back,) = differences(after, before)
    assert (gone.kind, back.kind) == ("removed", "added")
    assert gone.before == back.after and before.items[0].title in gone.sentence
    assert differences(before, before.model_copy(update={"items": before.items[::-1]})) == []


def test_a_change_of_what_is_counted_is_told_by_the_whole_sentence() -> None:
    before = scheme(TEXT)
    item = next(one for one in before.items if one.select is not None)
    select = item.select.model_copy(update={"fact": ("speech",)})  # type: ignore[union-attr]
    changed = tuple(one.model_copy(update={"select": select}) if one is item else one for one in before.items)
    (one,) = differences(before, before.model_copy(update={"items": changed}))
    assert "大会发言" in one.sentence and "计法由" in one.sentence


@pytest.mark.parametrize("one", sorted(library()))
@pytest.mark.parametrize("other", sorted(library()))
def test_any_two_rule_books_are_compared_in_sentences(one: str, other: str) -> None:
    texts = [library()[code].read_text(encoding="utf-8") for code in (one, other)]
    found = differences(scheme(texts[0]), scheme(texts[1]))
    assert bool(found) == (one != other)
    assert not [each for each in found if not each.sentence.endswith("。") or "None" in each.sentence]
    assert not [
        each for each in found if each.item and each.before == each.after and "原文" not in each.sentence
    ]
