"""Chinese words for the stable words of the council's tables."""

from __future__ import annotations

UNIT_KIND = {
    "sector": "界别",
    "special_committee": "专委会",
    "activity_group": "委员活动组",
    "area_group": "委员小组",
    "party_branch": "党支部",
    "section": "办公室科室",
    "liaison_office": "联络室",
    "venue": "履职场所",
}
POST = {
    "chair": "主席",
    "vice_chair": "副主席",
    "secretary_general": "秘书长",
    "standing_member": "常委",
}
TENURE_STATE = {
    "active": "在任",
    "resigned": "辞去委员",
    "transferred": "调离",
    "revoked": "撤销资格",
    "deceased": "去世",
    "term_ended": "届满",
}
#: Base facts, as notices and exports call them.
FACT = {
    "name": "姓名",
    "sex": "性别",
    "ethnic_group": "民族",
    "party": "党派",
    "birth_date": "出生日期",
    "education": "文化程度",
    "employer": "工作单位",
    "title": "职务",
    "speciality": "专长",
    "mobile": "手机",
}
SEX = {"0": "未知", "1": "男", "2": "女", "9": "未说明"}
#: What counts as a member of the Communist Party in coverage and branches.
CPC = ("中共党员", "中共预备党员")
