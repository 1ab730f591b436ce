"""Chinese for the stable words of an exported row."""

from __future__ import annotations

from app.council import labels
from app.facts.attendance.schemas import STATUS_LABELS
from app.facts.contributions.kinds import KINDS
from app.facts.policy import STATE_LABELS
from app.facts.proposals.schemas import FILING_LABELS

CLAIM_KIND = {
    "activity": "会议与活动",
    "attendance": "出席",
    "ballot": "民主测评",
    "contribution": "其他履职",
    "opinion": "社情民意信息",
    "pledge": "履职承诺",
    "proposal": "提案",
    "statement": "述职",
}
FACT = {
    "meeting": "会议",
    "activity": "活动",
    "training": "培训",
    "proposal": "提案",
    "opinion": "社情民意信息",
    "contribution": "其他履职",
    "group_fact": "集体履职",
    "assessed": "评定分",
    "pledge": "履职承诺",
    "duty_report": "述职",
    "ballot": "民主测评",
    **{word: kind.label for word, kind in KINDS.items()},
    **{f"{word}_received": kind.label for word, kind in KINDS.items()},
    "event": "会议与活动",
    "proposal_received": "提案",
    "opinion_received": "社情民意信息",
    "opinion_adopted": "社情民意采用",
    "opinion_adoption": "社情民意采用",
    "opinion_instruction": "社情民意批示",
    "proposal_outcome": "提案成果",
    "speech": "大会发言",
    "history_article": "文史稿件",
    "publicity": "宣传稿件",
    "award": "委员获奖",
    "instruction": "批示",
}
ACTIVITY_KIND = {
    "plenary": "全体会议",
    "plenary_group": "全会小组会议",
    "standing_committee": "常委会会议",
    "chairpersons_council": "主席会议",
    "special_committee": "专委会会议",
    "sector": "界别会议",
    "district_liaison": "镇街道会议",
    "congress": "列席会议",
    "other_meeting": "其他会议",
    "consultation": "协商活动",
    "livelihood_hall": "民生议事堂",
    "face_to_face": "市长与政协委员面对面",
    "oversight": "民主监督",
    "survey": "调研",
    "inspection": "视察",
    "study": "学习",
    "training": "培训",
    "visit": "考察",
    "salon": "委员会客厅",
    "contact": "联系界别群众",
    "charity": "公益活动",
    "seminar": "研讨",
    "other_activity": "其他活动",
}
_WORDS = {
    "lead": "第一提案人",
    "proposer": "第一提案人",
    "drafter": "执笔人",
    "cosigner": "联名人",
    "author": "作者",
    "participant": "合作者",
    "member": "组员",
    "convener": "召集人",
    "deputy_convener": "副召集人",
    "secretary": "联络员",
    "accepted": "接受",
    "declined": "谢绝",
    "planned": "计划中",
    "held": "已举行",
    "cancelled": "已取消",
    "personal": "个人提案",
    "joint": "联名提案",
    "collective": "集体提案",
    "county": "县级",
    "prefecture": "地级",
    "province": "省级",
    "national": "全国",
    "in_force": "生效",
    "superseded": "已被取代",
    "excellent": "优秀",
    "competent": "称职",
    "basically_competent": "基本称职",
    "incompetent": "不称职",
    "satisfied": "满意",
    "basically_satisfied": "基本满意",
    "dissatisfied": "不满意",
    "abstain": "弃权",
}
#: Types of records that are neither a kind of activity nor of contribution.
RECORD_TYPE = {
    "standing": "常委会会议",
    "chair": "主席会议",
    "committee": "专委会会议",
    "special_topic": "面对面协商",
    "full": "培训",
    "partial": "培训（部分参加）",
    "other": "其他会议和活动",
}
#: What a record says of itself beside its type: form, level, outcome.
_OF_RECORDS = {
    "done": "已完成", "full": "全程", "partial": "部分", "oral": "口头发言", "written": "书面发言",
    "note": "读书笔记", "essay": "心得文章", "talk": "谈心", "letter": "函询", "donation": "捐赠",
    "volunteering": "志愿服务", "assistance": "结对帮扶", "employment": "吸纳就业", "other": "其他",
    "epidemic": "防疫", "resumption": "复工复产", "flood": "防汛", "typhoon": "抗台", "rescue": "抢险救援",
    "central_task": "中心工作", "special": "特等", "first": "一等", "second": "二等", "third": "三等",
    "issued": "已交办", "not_accepted": "未采纳", "formal_recommendation": "建议案",
    "cppcc_suggestion": "政协建议", "special_report": "专题报告", "resolution": "决议", "overall": "综合",
    "consultation": "协商", "oversight": "民主监督", "history": "文史", "publicity": "宣传",
    "salon": "会客厅",
}  # fmt: skip
SEAT_ROLE = {
    "member": "委员",
    "convener": "召集人",
    "section_clerk": "部门工作人员",
    "secretariat": "办公室",
    "scheme_author": "考评办法起草人",
    "verifier": "核实人",
    "chair": "主席会议成员",
    "auditor": "审计员",
    "council_admin": "本会管理员",
    "system_admin": "系统管理员",
}
_ALL = {
    **_OF_RECORDS,
    **labels.UNIT_KIND,
    **labels.POST,
    **labels.TENURE_STATE,
    **FACT,
    **STATE_LABELS,
    **STATUS_LABELS,
    **_WORDS,
}


def said(word: str | None) -> str:
    """Return the Chinese of a stable word, the word itself when nobody reads it as Chinese.

    >>> said("late"), said(None), said("spring_tide")
    ('迟到', '', 'spring_tide')
    """
    return _ALL.get(word, word) if word else ""


def type_said(word: str | None) -> str:
    """Return the Chinese of a record's type.

    >>> type_said("plenary"), type_said("standing"), type_said("research_report")
    ('全体会议', '常委会会议', '调研报告')
    """
    return RECORD_TYPE.get(word) or ACTIVITY_KIND.get(word) or said(word) if word else ""


def answer(word: str) -> str:
    """Return the Chinese of an answer to an invitation.

    >>> answer("pending")
    '未答复'
    """
    return "未答复" if word == "pending" else said(word)


def filing(word: str | None) -> str:
    """Return the Chinese of a proposal's filing, empty for what is no proposal."""
    return FILING_LABELS.get(word, "") if word else ""
