"""The columns of a roster, as offices name them."""

from __future__ import annotations

import datetime
import re

from app.core.errors import Invalid
from app.core.sheets import Column
from app.core.sheets.parsers import by, choice, date, mobile, text
from app.council.names import clean_name, pinyin_keys

_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,31}\Z")
_NATIONS = """
汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西
景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂
保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺
"""
NATIONS = {written: f"{name}族" for name in _NATIONS.split() for written in (f"{name}族", name)}
#: Written form → what is stored (GB/T 4762 and the usual short forms).
PARTIES = {
    "中共党员": "中共党员",
    "中共预备党员": "中共预备党员",
    "共青团员": "共青团员",
    "民革": "民革",
    "民盟": "民盟",
    "民建": "民建",
    "民进": "民进",
    "农工党": "农工党",
    "致公党": "致公党",
    "九三学社": "九三学社",
    "台盟": "台盟",
    "无党派人士": "无党派人士",
    "群众": "群众",
    "中共": "中共党员",
    "中国共产党": "中共党员",
    "党员": "中共党员",
    "预备党员": "中共预备党员",
    "团员": "共青团员",
    "民革党员": "民革",
    "民盟盟员": "民盟",
    "民建会员": "民建",
    "民进会员": "民进",
    "农工党党员": "农工党",
    "农工": "农工党",
    "致公党党员": "致公党",
    "致公": "致公党",
    "九三": "九三学社",
    "九三学社社员": "九三学社",
    "无党派": "无党派人士",
}
EDUCATIONS = {
    "博士研究生": "博士研究生",
    "硕士研究生": "硕士研究生",
    "研究生": "研究生",
    "大学本科": "大学本科",
    "大学专科": "大学专科",
    "中专": "中专",
    "高中": "高中",
    "初中": "初中",
    "小学": "小学",
    "其他": "其他",
    "博士": "博士研究生",
    "硕士": "硕士研究生",
    "本科": "大学本科",
    "大学": "大学本科",
    "大专": "大学专科",
    "专科": "大学专科",
    "中职": "中专",
}
#: What the word 委员 in the column of posts means: none of them.
NO_POST = "none"
POSTS = {
    "主席": "chair",
    "副主席": "vice_chair",
    "秘书长": "secretary_general",
    "常委": "standing_member",
    "常务委员": "standing_member",
    "委员": NO_POST,
}
SEXES = {"男": "1", "女": "2", "未说明": "9"}


def _number(value: str) -> str:
    if not _NUMBER.match(value):
        raise Invalid("应由字母、数字和短横组成，最多 32 位。", word="bad_number")
    return value


def _reading(value: str) -> str:
    # Any surname will do: only the letters of the reading are judged.
    pinyin_keys("王", value)
    return value


_UNIT = text(100)
_BLANK = "空白不改动原有内容。"
COLUMNS = (
    Column(
        "number",
        "委员编号",
        by(_number),
        ("编号", "委员证号", "委员号"),
        example="14-001",
        hint="新委员必填；已有委员可凭编号或手机对应。",
    ),
    Column("name", "姓名", by(clean_name), ("委员姓名", "名字"), required=True, example="王小明"),
    Column("sex", "性别", choice(SEXES), example="男"),
    Column("ethnic_group", "民族", choice(NATIONS), example="汉族"),
    Column("party", "党派", choice(PARTIES), ("政治面貌", "所属党派", "党派团体"), example="中共党员"),
    Column(
        "birth_date",
        "出生日期",
        date(datetime.date(1920, 1, 1)),
        ("出生年月日", "生日"),
        example="1978-05-06",
    ),
    Column(
        "mobile",
        "手机",
        mobile(),
        ("手机号", "手机号码", "移动电话", "联系电话", "电话"),
        example="13805731234",
    ),
    Column("employer", "工作单位", text(200), ("单位", "所在单位"), example="平湖市某某服饰有限公司"),
    Column("title", "职务", text(100), ("单位职务", "工作职务", "现任职务"), example="总经理"),
    Column("sector", "界别", _UNIT, ("所属界别",), example="经济界", hint=f"须与系统中的名称一致。{_BLANK}"),
    Column("special_committee", "专委会", _UNIT, ("专门委员会", "所在专委会"), example="经济委", hint=_BLANK),
    Column(
        "activity_group", "活动组", _UNIT, ("委员活动组", "界别活动组"), example="经济活动组", hint=_BLANK
    ),
    Column(
        "area_group", "委员小组", _UNIT, ("镇街道委员小组", "镇街道小组"), example="当湖委员小组", hint=_BLANK
    ),
    Column(
        "party_branch", "党支部", _UNIT, ("所在党支部", "党组织"), example="经济界功能党支部", hint=_BLANK
    ),
    Column(
        "post",
        "政协职务",
        choice(POSTS),
        ("常委/职务", "常委", "会内职务", "委员职务"),
        example="常委",
        hint="主席、副主席、秘书长、常委；普通委员可空白。",
    ),
    Column(
        "joined_on",
        "加入日期",
        date(),
        ("任委员日期", "任职日期", "担任委员日期"),
        example="2022-02-20",
        hint="空白时按本届开始之日。",
    ),
    Column("education", "学历", choice(EDUCATIONS), ("文化程度",), example="大学本科"),
    Column("speciality", "专长", text(200), ("特长", "业务专长"), example="外贸、纺织"),
    Column(
        "pinyin_override",
        "拼音",
        by(_reading),
        ("姓名拼音",),
        example="zeng xiao wei",
        hint="多音字姓名填本人读音，音节之间空一格。",
    ),
)
TITLES = {column.key: column.title for column in COLUMNS}
UNIT_KEYS = ("sector", "special_committee", "activity_group", "area_group", "party_branch")
FACT_KEYS = (
    "number",
    "name",
    "sex",
    "ethnic_group",
    "party",
    "birth_date",
    "mobile",
    "employer",
    "title",
    "education",
    "speciality",
    "pinyin_override",
)
