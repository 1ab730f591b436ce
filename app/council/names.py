"""Names of people: kept as typed, sorted by strokes, found by pinyin."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from app.core.errors import Invalid
from app.council import surnames

NAME_LENGTH = 50
STROKE_KEY_LENGTH = 512
# An explicit list: a normal form would rewrite rare characters (U+FA30 becomes U+4FAE).
_DOTS = str.maketrans(dict.fromkeys("•・‧․．", "·"))
_JOINERS = "\u200c\u200d"
_HAN_SPACE_HAN = re.compile(
    r"[\u2e80-\u9fff\U00020000-\U0003ffff][\s\u3000]+[\u2e80-\u9fff\U00020000-\U0003ffff]"
)
_TOKEN = re.compile(r"([^\sa-z]+)([a-z ,]+?)(?=\s+[^\sa-z]|\s*$)")
_LAST = "99"


@dataclass(frozen=True, slots=True)
class PinyinKeys:
    """How a name is found by typing letters.

    Args:
        full: All syllables without spaces, ``zengxiaowei``.
        initials: The first letter of each syllable, ``zxw``.
        others: Full and initials under the surname's further readings.
    """

    full: str
    initials: str
    others: tuple[str, ...] = ()

    @property
    def search(self) -> str:
        """Everything that should find this name, separated by spaces."""
        return " ".join(dict.fromkeys((self.full, self.initials, *self.others)))


def clean_name(text: str) -> str:
    """Return the name as typed, without outer white space and with the right name dot.

    Args:
        text: 1 to 50 characters, counted as code points; characters outside the basic
            plane, private-use and compatibility characters stay what they are.

    Raises:
        Invalid: Empty, too long, holding control or invisible characters, or padded inside.
    """
    name = text.strip().translate(_DOTS)
    if not name:
        raise Invalid("请填写姓名。", word="name_empty")
    if len(name) > NAME_LENGTH:
        raise Invalid(f"姓名最多 {NAME_LENGTH} 字。", word="name_too_long")
    for character in name:
        kind = unicodedata.category(character)
        hidden = kind in ("Cc", "Cs", "Zl", "Zp") or (kind == "Cf" and character not in _JOINERS)
        if hidden or ord(character) & 0xFFFE == 0xFFFE:
            raise Invalid("姓名含有不可见或无法识别的字符，请重新输入。", word="name_hidden_character")
    if _HAN_SPACE_HAN.search(name):
        raise Invalid("姓名中间有空格：请去掉空格，少数民族姓名请用间隔号“·”。", word="name_spaced")
    if not any(unicodedata.category(character)[0] in "LC" for character in name):
        raise Invalid("姓名应含有文字。", word="name_without_letters")
    return name


@cache
def _orders() -> dict[str, str]:
    return {token[0]: token[1:] for token in surnames.STROKE_ORDERS.split()}


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    return {token[0]: tuple(token[1:].split(",")) for token in surnames.SURNAME_READINGS.split()}


@cache
def _compounds() -> dict[str, tuple[str, ...]]:
    found = _TOKEN.findall(surnames.COMPOUND_SURNAMES)
    return {surname: tuple(reading.split()) for surname, reading in found}


def stroke_count(character: str) -> int:
    """Return how many strokes a Chinese character has; 0 when that is not known."""
    order = _orders().get(character)
    if order:
        return len(order)
    # Loaded only when first needed: the table of 94,000 counts takes a tenth of a second.
    from strokes import strokes

    return int(strokes(character))


@lru_cache(maxsize=8192)
def _character_key(character: str) -> str:
    count = stroke_count(character)
    point = f"{ord(character):07d}"
    if not count:
        return _LAST + point
    return f"{count:02d}{_orders().get(character, '9')}{point}"


def stroke_key(name: str) -> str:
    """Return a key whose plain text order is 姓氏笔画 order.

    Character by character: number of strokes, then the strokes themselves in writing order
    (横竖撇点折) where the table has them, then the code point. A shorter name stands before a
    longer one that begins with it; letters and unknown characters stand last. The key holds
    digits only, so that every database collation sorts it alike.

    >>> sorted(["尹", "仇", "牛", "王", "毛", "区"], key=stroke_key)
    ['王', '区', '牛', '毛', '仇', '尹']
    """
    key = "".join(_character_key(character) for character in name if character not in "· ")
    return key[:STROKE_KEY_LENGTH]


def split_surname(name: str) -> tuple[str, str]:
    """Split into surname and given name; a name with a dot has no Han surname.

    >>> split_surname("欧阳修"), split_surname("王伟"), split_surname("买买提·吐尔逊")
    (('欧阳', '修'), ('王', '伟'), ('', '买买提·吐尔逊'))
    """
    if "·" in name or not stroke_count(name[:1] or " "):
        return "", name
    if name[:2] in _compounds() and len(name) > 2:
        return name[:2], name[2:]
    return name[:1], name[1:]


def pinyin_keys(name: str, override: str | None = None) -> PinyinKeys:
    """Return the letters under which a name is found.

    Args:
        name: A cleaned name.
        override: The reading its bearer gives, syllables separated by spaces; it wins.

    Raises:
        Invalid: The override holds anything but letters.
    """
    if override and override.strip():
        text = override.strip().lower().replace("ü", "v").replace("'", " ")
        if not re.fullmatch(r"[a-z]+( +[a-z]+)*", text):
            raise Invalid("拼音只能填字母，音节之间用空格隔开，如 zeng xiao wei。", word="bad_pinyin")
        return _keys(text.split())
    surname, given = split_surname(name)
    rest = _syllables(given)
    if surname in _compounds():
        return _keys([*_compounds()[surname], *rest])
    first, *others = _readings().get(surname) or _syllables(surname) or [""]
    main = _keys([first, *rest])
    more = [key for other in others for key in (_keys([other, *rest]).full, _keys([other, *rest]).initials)]
    return PinyinKeys(main.full, main.initials, tuple(key for key in more if key != main.initials))


def _keys(syllables: list[str]) -> PinyinKeys:
    return PinyinKeys("".join(syllables), "".join(syllable[:1] for syllable in syllables))


def _syllables(text: str) -> list[str]:
    """Read each character; letters stay, what nobody can read is left out."""
    from pypinyin import lazy_pinyin

    found: list[str] = []
    for run in re.split(r"[·\s]+", text):
        for piece in lazy_pinyin(run, errors=_unread):  # type: ignore[arg-type]
            plain = re.sub(r"[^a-z]", "", unicodedata.normalize("NFKD", piece).lower())
            if plain:
                found.append(plain)
    return found


def _unread(run: str) -> list[str]:
    """Keep words of letters whole; look rare characters up one by one."""
    return (
        [surnames.RARE_READINGS.get(run, run)]
        if run.isascii()
        else [
            surnames.RARE_READINGS.get(
                character, character if unicodedata.category(character)[0] == "L" else ""
            )
            for character in run
        ]
    )
