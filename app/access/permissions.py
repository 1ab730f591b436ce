"""The one table of permissions: which role may do what."""

from __future__ import annotations

ROLES = (
    "member",
    "convener",
    "section_clerk",
    "secretariat",
    "scheme_author",
    "verifier",
    "chair",
    "auditor",
    "council_admin",
    "system_admin",
)

_STAFF = (
    "convener",
    "section_clerk",
    "secretariat",
    "verifier",
    "chair",
    "auditor",
    "council_admin",
)
_OFFICE = ("section_clerk", "secretariat", "verifier", "council_admin")
_ALL = ("member", *_STAFF, "scheme_author")

#: permission → roles; alphabetical. A route names one of these or it does not start.
PERMISSIONS: dict[str, frozenset[str]] = {
    name: frozenset(roles)
    for name, roles in {
        "activity:conclude": ("section_clerk", "convener", "secretariat"),
        "activity:convene": ("section_clerk", "convener", "secretariat"),
        "activity:respond": ("member",),
        "activity:view": _ALL,
        "attendance:close": ("section_clerk", "convener", "secretariat"),
        "attendance:count": ("section_clerk", "secretariat", "chair", "auditor", "council_admin"),
        "attendance:keep": ("section_clerk", "convener", "secretariat"),
        "attendance:rule": ("secretariat",),
        "attendance:sign_in": ("member",),
        "attendance:view": _ALL,
        "attendance:watch": ("secretariat", "chair"),
        "audit:view": ("auditor", "council_admin"),
        "ballot:enter_paper": ("section_clerk", "secretariat"),
        "ballot:kiosk": ("section_clerk", "secretariat"),
        "ballot:manage": ("secretariat",),
        "ballot:view": ("section_clerk", "secretariat", "chair", "auditor"),
        "ballot:view_result": ("secretariat", "chair", "auditor"),
        "ballot:vote": ("member", "convener", "chair"),
        "calendar:subscribe": ("member",),
        "claim:create": ("member", "convener", "section_clerk", "secretariat"),
        "claim:verify": ("verifier", "section_clerk", "secretariat"),
        "claim:view": _ALL,
        "council:edit": ("council_admin",),
        "council:view": _ALL,
        "coverage:view": (
            "section_clerk",
            "secretariat",
            "chair",
            "auditor",
            "council_admin",
        ),
        "dashboard:view": ("secretariat", "chair", "auditor", "council_admin"),
        "dossier:view_any": ("secretariat", "chair", "auditor"),
        "dossier:view_own": ("member",),
        "export:own": _ALL,
        "feedback:answer": ("secretariat", "council_admin"),
        "feedback:send": _ALL,
        "import:commit": ("secretariat", "section_clerk", "council_admin"),
        "import:preview": ("secretariat", "section_clerk", "council_admin"),
        "instruction:view": ("secretariat", "chair"),
        "leave:ask": ("member",),
        "leave:decide": ("member", "convener", "section_clerk", "secretariat", "chair"),
        "leave:record": ("section_clerk", "convener", "secretariat"),
        "leave:rule": ("secretariat",),
        "leave:view": ("member", "convener", "section_clerk", "secretariat", "chair"),
        "ledger:view": ("secretariat", "chair", "auditor", "section_clerk"),
        "member:edit": ("secretariat", "council_admin"),
        "member:unmask": ("secretariat", "council_admin"),
        "member:view": _ALL,
        "message:set_up": ("council_admin",),
        "message:view": ("secretariat", "council_admin"),
        "notice:view": _ALL,
        "objection:decide": ("section_clerk", "secretariat"),
        "objection:open": ("member",),
        "objection:view": ("member", "section_clerk", "secretariat", "chair", "auditor"),
        "opinion:adopt": ("section_clerk", "secretariat"),
        "pledge:decide": ("section_clerk", "secretariat"),
        "pledge:prepare": ("secretariat",),
        "pledge:sign": ("member",),
        "pledge:view": ("member", "section_clerk", "secretariat", "chair", "auditor"),
        "pledge:watch": ("section_clerk", "secretariat", "chair", "auditor"),
        "proposal:file": ("section_clerk", "secretariat"),
        "run:decide": ("secretariat",),
        "run:execute": ("secretariat",),
        "run:put_in_force": ("secretariat",),
        "scheme:adopt": ("secretariat",),
        "scheme:check": ("scheme_author", "secretariat"),
        "scheme:dry_run": ("scheme_author", "secretariat", "chair", "auditor"),
        "scheme:view": _ALL,
        "scheme:write": ("scheme_author",),
        "score:view_own": ("member",),
        "search:use": (*_STAFF, "scheme_author"),
        "seat:manage": ("council_admin",),
        "seat:view_own": ROLES,
        "standings:view": ("secretariat", "chair", "auditor"),
        "state:record": ("secretariat",),
        "statement:decide": ("section_clerk", "secretariat"),
        "statement:prepare": ("secretariat",),
        "statement:view": ("member", "section_clerk", "secretariat", "chair", "auditor"),
        "statement:watch": ("section_clerk", "secretariat", "chair", "auditor"),
        "statement:write": ("member",),
        "suggestion:follow_up": ("section_clerk", "secretariat"),
        "system:manage": ("system_admin",),
        # Titles of other people's opinions and proposals stand behind the figures.
        "term_review:open": ("section_clerk", "secretariat", "verifier", "chair", "auditor", "council_admin"),
        "term_review:view": _ALL,
        "unit:edit": ("secretariat", "council_admin"),
        "unit:view": _ALL,
    }.items()
}

#: Why a role lacks a permission, in words fit for the phone; the rest get the general sentence.
REASONS = {
    "attendance:watch": "出席提醒仅供办公室和主席会议成员查看。",
    "attendance:count": "出席统计由办公室和各部门查看；本人的出席在履职档案中。",
    "attendance:rule": "出席规定由办公室维护。",
    "audit:view": "操作日志仅审计员和本会管理员可查看。",
    "ballot:manage": "测评由办公室组织。",
    "ballot:view_result": "测评结果仅供办公室、主席会议成员和审计员查看。",
    "claim:verify": "只有组织该项工作的部门可以核实记录。",
    "dashboard:view": "只有主席会议成员、办公室、审计员和本会管理员可查看主席页。",
    "dossier:view_any": "只有办公室、主席会议成员和审计员可查看他人的履职档案。",
    "feedback:answer": "意见反馈由办公室和本会管理员答复。",
    "leave:rule": "请假规定由办公室维护。",
    "message:set_up": "群机器人由本会管理员设置。",
    "message:view": "群消息的发送情况仅办公室和本会管理员可查看。",
    "objection:decide": "异议由记录该项履职的部门或办公室答复。",
    "opinion:adopt": "采用和批示由受理部门登记。",
    "pledge:decide": "承诺由承办部门确认和认定。",
    "pledge:prepare": "承诺书模板由办公室拟定和下发。",
    "pledge:sign": "承诺书只能由委员本人签订。",
    "pledge:watch": "承诺总览仅承办部门、办公室、主席会议成员和审计员可查看。",
    "proposal:file": "立案、办理结果和满意度由提案工作部门登记。",
    "scheme:dry_run": "试算涉及全体委员的得分，仅办法起草人、办公室、主席会议成员和审计员可用。",
    "search:use": "查找仅供工作人员使用。",
    "standings:view": "考核结果总表仅供办公室工作使用。",
    "statement:decide": "述职报告由审阅部门办理。",
    "statement:prepare": "述职由办公室组织。",
    "statement:watch": "述职总览仅审阅部门、办公室、主席会议成员和审计员可查看。",
    "statement:write": "述职报告只能由委员本人撰写。",
    "system:manage": "仅系统管理员可以管理各级政协。",
    "term_review:open": "数字人人可看；数字背后的逐条记录仅工作人员、主席会议成员和审计员可查看。",
}


def allows(roles: frozenset[str], permission: str) -> bool:
    """Tell whether any of ``roles`` holds ``permission``.

    Raises:
        KeyError: the permission is not in the table (a defect, found at start-up).
    """
    return not PERMISSIONS[permission].isdisjoint(roles)
