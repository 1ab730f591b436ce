"""YAML to plain data with line numbers; no anchors, no surprises."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import yaml

Place = tuple[Any, ...]
LARGEST = 1_000_000  # characters
DEEPEST = 30
MOST = 100_000  # nodes

_WHOLE = re.compile(r"^-?(0|[1-9][0-9]{0,14})$")
_DECIMAL = re.compile(r"^-?[0-9]{1,12}\.[0-9]{1,12}$")


_FULL_WIDTH = {"，": ",", "：": ":", "｛": "{", "｝": "}", "［": "[", "］": "]", "【": "[", "】": "]"}


class Refused(Exception):
    """The text is not a document at all; says where and why, in Chinese."""

    def __init__(self, line: int, word: str, sentence: str) -> None:
        super().__init__(sentence)
        self.line, self.word, self.sentence = line, word, sentence


def compose(text: str) -> tuple[dict[str, Any], dict[Place, int], list[Place]]:
    """Read YAML text into plain data.

    Numbers are exact (int, Decimal). Only ``true`` and ``false`` are truth values and only
    decimal figures are numbers, as in YAML 1.2: ``on``, ``no`` and dates stay text.

    Returns:
        The data, the 1-based line of every place, and the places written twice.
    Raises:
        Refused: for broken YAML, anchors, aliases, tags, several documents, bombs.
    """
    if len(text) > LARGEST:
        raise Refused(1, "too_large", f"文件过大，最多 {LARGEST} 字。")
    try:
        _guard(text)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise Refused(line, "bad_yaml", _broken(text, line)) from None
    except yaml.YAMLError:
        raise Refused(1, "bad_yaml", "文件含有不能识别的字符。") from None
    if not isinstance(root, yaml.MappingNode):
        raise Refused(1, "not_a_mapping", "文件应逐行写成“名称、半角冒号、空格、内容”，以 format: 1 开头。")
    builder = _Builder()
    return builder.build(root, ()), builder.lines, builder.repeated


def _broken(text: str, line: int) -> str:
    """Say what is wrong with a line that is no YAML: the cause where it is plain to see."""
    lines = text.splitlines()
    for number in (line, line - 1):
        here = lines[number - 1] if 0 < number <= len(lines) else ""
        if "\t" in here[: len(here) - len(here.lstrip())]:
            return f"第 {number} 行用制表符（Tab）缩进：请改用空格。"
        marks = [mark for mark in _FULL_WIDTH if mark in here.partition("#")[0]]
        if marks:
            pairs = "、".join(f"“{mark}”改为“{_FULL_WIDTH[mark]}”" for mark in marks)
            return f"YAML 写法有误：第 {number} 行有全角标点，用来分隔的须是半角：{pairs}，后面空一格。"
    return "YAML 写法有误：请检查缩进、冒号后的空格、括号和引号是否成对。"


def _guard(text: str) -> None:
    """Refuse, before any tree is built, what could grow without bound."""
    depth = nodes = documents = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        mark = event.start_mark
        line = mark.line + 1 if mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise Refused(line, "anchor", "不支持 YAML 锚点与引用（& 和 *），请把内容写全。")
        if isinstance(event, yaml.NodeEvent):
            nodes += 1
            if isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)) and event.tag:
                raise Refused(line, "tag", "不支持 YAML 标签（以 ! 开头的写法）。")
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST or nodes > MOST:
            raise Refused(line, "too_large", "内容层次过深或条目过多。")
        if documents > 1:
            raise Refused(line, "several_documents", "一个文件只写一个办法，请去掉多余的 ---。")


class _Builder:
    def __init__(self) -> None:
        self.lines: dict[Place, int] = {}
        self.repeated: list[Place] = []

    def build(self, node: yaml.Node, place: Place) -> Any:
        """Return the plain value of a node and note the lines below it."""
        self.lines.setdefault(place, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(one, (*place, number)) for number, one in enumerate(node.value)]
        return _scalar(node)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        for key, value in node.value:
            name = _scalar(key) if isinstance(key, yaml.ScalarNode) else None
            if name is None or isinstance(name, Decimal):
                raise Refused(key.start_mark.line + 1, "bad_key", "冒号前应是名称。")
            here = (*place, name)
            if name in found:
                self.repeated.append(here)
            self.lines[here] = key.start_mark.line + 1
            found[name] = self.build(value, here)
        return found


def _scalar(node: yaml.Node) -> str | int | bool | Decimal | None:
    text: str = node.value
    if not isinstance(node, yaml.ScalarNode) or node.style is not None:
        return text
    if text in ("true", "false"):
        return text == "true"
    if text in ("", "null", "~"):
        return None
    if _WHOLE.match(text):
        return int(text)
    return Decimal(text) if _DECIMAL.match(text) else text
