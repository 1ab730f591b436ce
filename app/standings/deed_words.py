"""A deed within a member's reach, in Chinese."""

from __future__ import annotations

from app.facts.contributions.kinds import KINDS
from app.facts.doable import Doable
from app.schemes.words import WORD

_DEEDS = {
    ("proposal", "personal"): "提出 1 件个人提案",
    ("proposal", "joint"): "领衔提出 1 件联名提案",
    ("proposal", "joint_participant"): "参与联名 1 件提案",
    ("proposal", "collective"): "执笔 1 件集体提案",
    ("opinion", "author"): "报送 1 条社情民意信息",
    ("opinion", "participant"): "参与撰写 1 条社情民意信息",
    ("training_record", "author"): "参加 1 次其他单位举办的培训",
    ("member_award", "author"): "获 1 项表彰",
    ("media_item", "author"): "发表 1 件宣传稿件",
    ("plenary_speech", "author"): "作 1 次大会发言",
    ("suggestion", "author"): "在协商中提出 1 条意见建议",
    ("contact", "author"): "联系走访 1 次党派团体或党外人士",
    ("party_link", "author"): "联系 1 名党外委员",
}
_TRAITS = {
    ("filing", "filed"): "立案",
    ("outcomes", "key"): "列为重点提案",
    ("outcomes", "excellent"): "评为优秀提案",
    ("outcomes", "forwarded_province"): WORD["forwarded_province"],
    ("outcomes", "forwarded_national"): WORD["forwarded_national"],
    ("outcomes", "listed_speech"): "列为大会发言",
    ("outcomes", "handled"): "办结",
    ("livelihood", True): "属民生类",
    ("plenary", True): "在全会期间提出",
    ("process_satisfaction", "satisfied"): "对办理过程满意",
    ("process_satisfaction", "basically_satisfied"): "对办理过程基本满意",
    ("result_satisfaction", "satisfied"): "对办理结果满意",
    ("result_satisfaction", "basically_satisfied"): "对办理结果基本满意",
    ("urgent", True): "属紧急信息",
    ("consultation", True): "属协商活动",
    ("listed", True): "列入大会",
    ("listed", False): "未列入大会",
    ("joint", True): "与其他委员一起",
    ("offsite", True): "在外地",
    ("form", "oral"): "口头发言",
    ("form", "written"): "书面发言",
    ("form", "note"): "读书笔记",
    ("form", "essay"): "心得文章",
    ("form", "talk"): "主讲",
    ("form", "donation"): "捐赠",
    ("form", "volunteering"): "志愿服务",
    ("form", "assistance"): "结对帮扶",
    ("form", "employment"): "吸纳就业",
    ("form", "meeting"): "座谈",
    ("form", "visit"): "走访",
    ("form", "letter"): "函询",
    ("task", "epidemic"): "防疫",
    ("task", "resumption"): "复工复产",
    ("task", "flood"): "防汛",
    ("task", "typhoon"): "抗台",
    ("task", "rescue"): "抢险",
    ("task", "central_task"): "中心工作",
    ("rank", "special"): "特等",
    ("rank", "first"): "一等",
    ("rank", "second"): "二等",
    ("rank", "third"): "三等",
    ("rank", "excellent"): "优秀",
    ("state", "issued"): "已交办",
    ("state", "accepted"): "被采纳",
    ("state", "done"): "已落实",
    ("state", "not_accepted"): "未采纳",
}
_LEVEL = {"adopted": "被{}采用", "adopted_by": "被{}采用", "instructed": "获{}领导批示", "level": "{}"}


def deed_of(one: Doable) -> str:
    """Return a deed as a clause: ``提出 1 件个人提案，立案``."""
    return "，".join(
        [_plain(one), *(said for name, value in one.traits.items() if (said := _trait(name, value)))]
    )


def _plain(one: Doable) -> str:
    if one.kind == "attendance":
        verb = "出席" if one.posting.fact == "meeting" else "参加"
        if one.posting.fact == "training":
            return "参加 1 次培训"
        other = "其他会议" if one.posting.fact == "meeting" else "其他活动"
        type_ = one.posting.type
        return f"{verb} 1 次{other if type_ == 'other' else WORD.get(type_, type_)}"
    known = _DEEDS.get((one.kind, one.role))
    return known or f"完成 1 项{KINDS[one.kind].label}"


def _trait(name: str, value: object) -> str:
    if name == "activity":
        return ""
    if name in _LEVEL:
        return _LEVEL[name].format(WORD.get(str(value), str(value)))
    known = _TRAITS.get((name, value))
    if known is not None or isinstance(value, bool | int):
        return known or ""
    return WORD.get(str(value), "")
