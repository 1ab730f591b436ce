"""Chinese sentences are set with full-width punctuation, wherever somebody reads them."""

from __future__ import annotations

import pytest

from tests.architecture.sources import ROOT, Source, python_sources
from tests.architecture.wording import half_width, half_width_lines

TEACHES = "Set Chinese sentences with ，；：（）？！; half-width marks belong to numbers, times and code."


def pages() -> list[str]:
    """Return the files of the client that hold words: pages, parts, modules, dictionaries."""
    found = [path for kind in ("vue", "ts", "json") for path in (ROOT / "web/src").rglob(f"*.{kind}")]
    return sorted(path.relative_to(ROOT).as_posix() for path in found)


def test_sentences_of_the_application_are_set_full_width() -> None:
    judged = [each for each in python_sources() if each.path.startswith("app/")]
    found = [f"{source.path}:{line}: {mark}" for source in judged for line, mark in half_width(source)]
    assert len(judged) > 200 and not found, "\n".join(["", TEACHES, *found])


def test_words_of_the_client_are_set_full_width() -> None:
    found = [
        f"{path}:{line}: {mark}"
        for path in pages()
        for line, mark in half_width_lines((ROOT / path).read_text(encoding="utf-8"))
    ]
    assert len(pages()) > 100 and not found, "\n".join(["", TEACHES, *found])


def test_documents_that_people_read_are_set_full_width() -> None:
    papers = [*sorted(ROOT.glob("docs/用户手册-*.md")), ROOT / "Makefile"]
    found = [
        f"{path.name}:{line}: {mark}"
        for path in papers
        for line, mark in half_width_lines(path.read_text(encoding="utf-8"))
        if not (path.name == "Makefile" and line == 1)
    ]
    assert len(papers) == 3 and not found, "\n".join(["", TEACHES, *found])


@pytest.mark.parametrize(
    "text",
    [
        'raise Conflict("已取消,不能登记。")',
        'click.echo(f"{out} 与程序不一致,请重试。")',
        'said = f"新增 {new},"\nsaid = f"变动 {new}," f"有误 {wrong}。"',
        'label = "公假(不计)"',
        'def verify():\n    """检查一份办法文件:语法、词汇和算例。"""',
    ],
)
def test_a_planted_half_width_mark_is_found(text: str) -> None:
    assert list(half_width(Source("app/council/words.py", text))), f"blind: {text}"


@pytest.mark.parametrize(
    "text",
    [
        'raise Conflict("已取消，不能登记（09:30 开始）。")',
        'def rates():\n    """出席率: present over due (实到, 应到)."""',
        'BETWEEN = re.compile("(?:建议|意见)$")',
        'said = f"共 {count:,} 件，用 `a,是` 分隔。"',
        "def f():\n    # 缺席,迟到\n    return 1",
    ],
)
def test_a_decent_sentence_is_left_alone(text: str) -> None:
    assert not list(half_width(Source("app/council/words.py", text))), f"too strict: {text}"


def test_a_planted_half_width_mark_is_found_in_a_page() -> None:
    assert list(half_width_lines("<p>已保存,请刷新</p> // 好: fine")) == [(1, "已保存,请刷新")]
    assert not list(half_width_lines("// 数说: fourteen lines\n<!-- 图(a) --><p>已保存，请刷新</p>"))
