"""Every refusal has a status, a stable word and a Chinese sentence."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import app
from app.core.errors import Problem


def load_everything() -> None:
    """Import every module of the app, so that every subclass is known."""
    for module in pkgutil.walk_packages(app.__path__, "app."):
        if "._migrations" not in module.name:
            importlib.import_module(module.name)


def family(base: type[Problem]) -> Iterator[type[Problem]]:
    for child in base.__subclasses__():
        yield child
        yield from family(child)


def faults(kind: type[Problem]) -> list[str]:
    """Return what a client or a reader would miss in a class of problems."""
    found = []
    if not 400 <= kind.status <= 599:
        found.append("its status is no refusal")
    if not re.fullmatch(r"[a-z]+(_[a-z]+)*", kind.word) or kind.word == Problem.word:
        found.append("it has no stable word of its own")
    if not re.search(r"[\u4e00-\u9fff]", kind.sentence) or kind.sentence == Problem.sentence:
        found.append("it has no Chinese sentence of its own")
    elif not kind.sentence.endswith(("。", "?", "!")):
        found.append("its sentence does not end")
    return found


def test_every_problem_can_be_shown_and_branched_on() -> None:
    load_everything()
    ours = [kind for kind in family(Problem) if kind.__module__.startswith("app.")]
    assert len(ours) >= 10
    wrong = {kind.__qualname__: faults(kind) for kind in ours if faults(kind)}
    assert not wrong, "give it status, word and sentence as class attributes (decision 7)"


def test_a_planted_problem_without_words_is_reported() -> None:
    class Mute(Problem):
        status = 200

    assert len(faults(Mute)) == 3


def test_a_planted_english_sentence_is_reported() -> None:
    class Foreign(Problem):
        status, word, sentence = 409, "foreign", "Not now."

    assert faults(Foreign) == ["it has no Chinese sentence of its own"]
