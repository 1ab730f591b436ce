"""Names are kept as typed, sorted by strokes and found by pinyin."""

from __future__ import annotations

import pytest
from strokes import strokes

from app.core.errors import Invalid
from app.council.names import (
    STROKE_KEY_LENGTH,
    _compounds,
    _orders,
    _readings,
    clean_name,
    pinyin_keys,
    split_surname,
    stroke_count,
    stroke_key,
)
from tests.names_corpus import DOTTED, NAMES


def test_the_corpus_holds_sixty_different_names() -> None:
    assert len(NAMES) == len(set(NAMES)) == 60


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_the_corpus_stays_as_typed(name: str) -> None:
    assert clean_name(name) == name
    assert clean_name(f"　{name} ") == name
    assert stroke_key(name).isdigit()
    assert len(stroke_key(name)) <= STROKE_KEY_LENGTH
    assert pinyin_keys(name).full.isascii()


@pytest.mark.parametrize(("typed", "kept"), DOTTED.items())
def test_the_five_wrong_dots_become_the_right_one(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


def test_normal_forms_are_never_applied() -> None:
    assert clean_name("\ufa30平") == "\ufa30平"
    assert clean_name("王Ａ①") == "王Ａ①"
    assert clean_name("J. Smith") == "J. Smith"


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("", "name_empty"),
        ("　 ", "name_empty"),
        ("王" * 51, "name_too_long"),
        ("王\x00伟", "name_hidden_character"),
        ("王\ud800", "name_hidden_character"),
        ("王\u202e伟", "name_hidden_character"),
        ("王\u200b伟", "name_hidden_character"),
        ("王\ufeff伟", "name_hidden_character"),
        ("王\n伟", "name_hidden_character"),
        ("王\uffff", "name_hidden_character"),
        ("王 伟", "name_spaced"),
        ("王　伟", "name_spaced"),
        ("12·3", "name_without_letters"),
    ],
)
def test_a_name_nobody_bears_is_refused_with_its_reason(typed: str, word: str) -> None:
    with pytest.raises(Invalid) as refused:
        clean_name(typed)
    assert refused.value.word == word
    assert refused.value.sentence.endswith("。")


def test_fifty_characters_outside_the_basic_plane_fit() -> None:
    assert clean_name("𠮷" * 50) == "𠮷" * 50


def test_surnames_of_four_strokes_stand_by_their_first_strokes() -> None:
    assert sorted("尹仇区毛牛王", key=stroke_key) == list("王区牛毛仇尹")


def test_given_names_of_equal_strokes_stand_by_their_strokes_too() -> None:
    assert sorted(["陈七", "陈十"], key=stroke_key) == ["陈十", "陈七"]


def test_a_roster_stands_as_a_congress_prints_it() -> None:
    printed = "丁万习马王韦尹孔邓石卢叶田史冯邢吉朱任刘许孙李杨吴何沈张陈邵林周郑赵胡钟俞姜姚贺袁徐高郭"
    printed += "陶黄曹盛章蒋韩程童谢赖鲍蔡潘薛魏"
    assert sorted(sorted(printed), key=stroke_key) == list(printed)


def test_a_shorter_name_stands_before_the_longer_one_it_begins() -> None:
    assert stroke_key("王伟") < stroke_key("王伟东")


def test_the_dot_does_not_count_and_letters_stand_last() -> None:
    assert stroke_key("买买提·吐尔逊") == stroke_key("买买提吐尔逊")
    assert sorted(["John", "魏明", "丁一"], key=stroke_key) == ["丁一", "魏明", "John"]


def test_a_character_outside_the_table_sorts_by_its_count() -> None:
    assert "喆" not in _orders()
    assert stroke_count("喆") == 12
    assert stroke_key("彭") < stroke_key("喆") < stroke_key("甄")


def test_the_stroke_table_agrees_with_the_counts_of_another_source() -> None:
    orders = _orders()
    differing = {character for character, order in orders.items() if len(order) != strokes(character)}
    # The other source counts this one as it was written before 1956.
    assert differing == {"范"}
    assert len(orders) >= 600
    assert all(set(order) <= set("12345") for order in orders.values())


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [
        ("单田芳", "shantianfang", "stf"),
        ("曾小伟", "zengxiaowei", "zxw"),
        ("仇英", "qiuying", "qy"),
        ("解缙", "xiejin", "xj"),
        ("区小明", "ouxiaoming", "oxm"),
        ("查良", "zhaliang", "zl"),
        ("朴正", "piaozheng", "pz"),
        ("盖叫天", "gejiaotian", "gjt"),
        ("缪昌", "miaochang", "mc"),
        ("翟墨", "zhaimo", "zm"),
        ("尉迟恭", "yuchigong", "ycg"),
        ("万俟卨", "moqixie", "mqx"),
        ("欧阳修", "ouyangxiu", "oyx"),
        ("澹台明镜", "tantaimingjing", "ttmj"),
        ("𠮷田茂", "jitianmao", "jtm"),
        ("买买提·吐尔逊", "maimaitituerxun", "mmttex"),
        ("John·Smith", "johnsmith", "js"),
        ("王", "wang", "w"),
    ],
)
def test_a_name_is_found_by_how_its_surname_is_read(name: str, full: str, initials: str) -> None:
    keys = pinyin_keys(name)
    assert (keys.full, keys.initials) == (full, initials)


def test_a_surname_with_two_readings_is_found_by_both() -> None:
    assert pinyin_keys("覃辉").search.split() == ["qinhui", "qh", "tanhui", "th"]
    assert "lvbu" in pinyin_keys("吕布").search and "lyubu" in pinyin_keys("吕布").search


def test_the_reading_a_person_gives_wins() -> None:
    keys = pinyin_keys("曾晓", "Ceng Xiao")
    assert (keys.full, keys.initials, keys.others) == ("cengxiao", "cx", ())
    assert pinyin_keys("曾晓", "  ").full == "zengxiao"
    with pytest.raises(Invalid) as refused:
        pinyin_keys("曾晓", "céng1")
    assert refused.value.word == "bad_pinyin"


def test_a_reading_elsewhere_in_the_name_is_left_alone() -> None:
    assert pinyin_keys("王曾").full != "wangzeng"


def test_compound_surnames_are_split_off_whole() -> None:
    assert split_surname("司马光") == ("司马", "光")
    assert split_surname("司马") == ("司", "马")
    assert split_surname("买买提·吐尔逊") == ("", "买买提·吐尔逊")
    assert split_surname("John") == ("", "John")
    assert len(_compounds()) == 60
    assert len(_readings()) + len(_compounds()) >= 60
