// Generated from openapi/openapi.json by scripts/api_types.py; do not edit.

export type AcceptedOut = {
  "receipt": string;
  "sentence": string;
};

export type ActOut = {
  "act": "opened" | "done" | "reopened";
  "done_at": string;
  "done_by": string;
  "reason": string;
  "step": "intake" | "lists" | "signatures" | "statements" | "run" | "objections" | "proposal" | "decision" | "publication" | "letters" | "sealing";
  "turn": number;
};

export type ActionOut = {
  "adds": string;
  "article": string | null;
  "fact": string;
  "id": string;
  "item": string | null;
  "on": string | null;
  "reachable": boolean;
  "sentence": string;
  "title": string;
  "total_after": string;
  "why": string | null;
};

export type ActivityCopyIn = {
  "day": string;
  "due"?: DueRule | null;
};

export type ActivityEdit = {
  "consultation"?: boolean | null;
  "fences"?: Array<Fence> | null;
  "place"?: string | null;
  "series"?: Array<"come_and_consult" | "livelihood_hall" | "livelihood_contact" | "major_consultation" | "special_oversight" | "cross_region"> | null;
  "title"?: string | null;
  "topic"?: string | null;
};

export type ActivityIn = {
  "consultation"?: boolean;
  "due": DueRule;
  "fences"?: Array<Fence>;
  "kind": "plenary" | "plenary_group" | "standing_committee" | "chairpersons_council" | "special_committee" | "sector" | "district_liaison" | "congress" | "other_meeting" | "consultation" | "livelihood_hall" | "face_to_face" | "oversight" | "survey" | "inspection" | "study" | "training" | "visit" | "salon" | "contact" | "charity" | "seminar" | "other_activity";
  "place"?: string;
  "section_id"?: string | null;
  "series"?: Array<"come_and_consult" | "livelihood_hall" | "livelihood_contact" | "major_consultation" | "special_oversight" | "cross_region">;
  "sittings": Array<SittingIn>;
  "title": string;
  "topic"?: string;
  "unit_id"?: string | null;
};

export type ActivityOut = {
  "accepted": number;
  "claim_state": string;
  "consultation": boolean;
  "declined": number;
  "due": number;
  "fences": Array<Fence>;
  "host_name": string;
  "id": string;
  "kind": "plenary" | "plenary_group" | "standing_committee" | "chairpersons_council" | "special_committee" | "sector" | "district_liaison" | "congress" | "other_meeting" | "consultation" | "livelihood_hall" | "face_to_face" | "oversight" | "survey" | "inspection" | "study" | "training" | "visit" | "salon" | "contact" | "charity" | "seminar" | "other_activity";
  "leader_attended": boolean;
  "live_views": number;
  "my_group": string;
  "my_response": "pending" | "accepted" | "declined" | null;
  "my_seat": string;
  "occurred_on": string;
  "participants": number;
  "place": string;
  "reason": string;
  "reminded_at": string | null;
  "section_id": string;
  "series": Array<"come_and_consult" | "livelihood_hall" | "livelihood_contact" | "major_consultation" | "special_oversight" | "cross_region">;
  "sittings": Array<SittingOut>;
  "state": "planned" | "held" | "cancelled";
  "title": string;
  "topic": string;
  "unit_id": string | null;
  "version": number;
};

export type AdoptIn = {
  "body": string;
  "decided_on": string;
  "year": number;
};

export type AdoptionOut = {
  "body": string;
  "code": string;
  "decided_on": string;
  "id": string;
  "scheme_id": string;
  "title": string;
  "year": number;
};

export type Advice = {
  "advice": string;
  "by": string;
  "ground": GroundIn;
  "kind": "remind" | "talk" | "circulate" | "warn" | "advise_resign" | "order_resign" | "revoke" | "resignation" | null;
  "member_id": string;
  "name": string;
  "number": string;
  "pending": boolean;
  "sanction_id": string | null;
  "source": "attendance" | "outcome";
};

export type AdviceList = {
  "items": Array<Advice>;
  "run_id": string | null;
  "year": number;
};

export type Aggregates = {
  "attended": number | null;
  "contributions": Array<FamilySum>;
  "day": string;
  "due": number | null;
  "kinds": Array<KindDue>;
  "members": number | null;
  "rate": string;
  "review": Array<FigureSum>;
  "year": number;
};

export type AsOf = {
  "day": string;
  "gaps": Array<string>;
  "honours": Array<HonourBrief>;
  "member": boolean;
  "sanctions": Array<SanctionBrief>;
  "score_since": string | null;
};

export type Assessed = {
  "basis"?: string;
  "item": string;
  "points": string;
};

export type AssessedEdit = {
  "data"?: Assessed | null;
  "kind": "assessed";
  "occurred_on"?: string | null;
  "section_id"?: string | null;
  "title"?: string | null;
};

export type AssessedIn = {
  "data": Assessed;
  "draft"?: boolean;
  "kind": "assessed";
  "member_id"?: string | null;
  "occurred_on": string;
  "others"?: Array<string>;
  "section_id"?: string | null;
  "title": string;
  "unit_id"?: string | null;
};

export type AttachmentOut = {
  "claim_id": string;
  "id": string;
  "media_type": string;
  "name": string;
  "sha256": string;
  "size": number;
  "uploaded_at": string;
};

export type Attendance = {
  "all": Turnout;
  "kinds": Array<KindTurnout>;
  "sectors": Array<SectorTurnout>;
};

export type AttendanceCount = {
  "absent": number;
  "attended": number;
  "due": number;
  "excused": number;
  "fact": string;
  "type": string;
};

export type AttendanceLine = {
  "claim_id": string;
  "fact": string;
  "id": string;
  "level": string;
  "member_id": string;
  "name": string;
  "number": string;
  "occurred_on": string;
  "sector": string | null;
  "sitting_id": string;
  "status": string;
  "title": string;
  "type": string;
};

export type AttendanceReminder = {
  "count": number;
  "member_id": string;
  "name": string;
  "number": string;
  "sittings": Array<CountedSitting>;
  "threshold": Threshold;
};

export type AttendanceReminders = {
  "items": Array<AttendanceReminder>;
  "term": number;
  "thresholds": Array<Threshold>;
  "year": number;
};

export type AttendanceRule = {
  "absent_after"?: number | null;
  "article"?: string;
  "early_before"?: number | null;
  "early_counts"?: string;
  "kinds"?: Array<"plenary" | "plenary_group" | "standing_committee" | "chairpersons_council" | "special_committee" | "sector" | "district_liaison" | "congress" | "other_meeting" | "consultation" | "livelihood_hall" | "face_to_face" | "oversight" | "survey" | "inspection" | "study" | "training" | "visit" | "salon" | "contact" | "charity" | "seminar" | "other_activity">;
  "late_after"?: number | null;
  "late_counts"?: string;
  "least"?: string | null;
  "no_sign_out"?: "stayed" | "left_early";
  "sign_out"?: boolean;
};

export type AttendanceRulesIn = {
  "delay_seconds"?: number;
  "rules"?: Array<AttendanceRule>;
};

export type AttendanceRulesOut = {
  "changed_at": string | null;
  "delay_seconds"?: number;
  "rules"?: Array<AttendanceRule>;
  "version": number;
};

export type AttendanceRulesVersion = {
  "changed_at": string;
  "changed_by": string;
  "delay_seconds"?: number;
  "rules"?: Array<AttendanceRule>;
  "version": number;
};

export type AuditHeadOut = {
  "at": string;
  "code": string;
  "digest": string;
  "seq": number;
};

export type AuditOut = {
  "account": string | null;
  "account_id": string | null;
  "action": string;
  "after": Record<string, unknown> | null;
  "at": string;
  "before": Record<string, unknown> | null;
  "digest": string;
  "object_id": string | null;
  "object_kind": string;
  "previous": string;
  "seat_id": string | null;
  "seq": number;
};

export type AwardFull = {
  "bar_sanctioned": boolean;
  "base": number | null;
  "base_now": number;
  "body": string;
  "by": string;
  "chosen": number;
  "decided_on": string | null;
  "excluded_posts": Array<"chair" | "vice_chair" | "secretary_general" | "standing_member">;
  "id": string;
  "kind": "excellent_member" | "excellent_proposal" | "excellent_opinion" | "duty_star" | "other_award";
  "level": "county" | "prefecture" | "province" | "national";
  "may": Array<string>;
  "minutes": string;
  "nominees": number;
  "people": Array<NomineeOut>;
  "published_at": string | null;
  "quota_count": number | null;
  "quota_of": "members" | "proposals" | "opinions";
  "quota_percent": number | null;
  "rank": "special" | "first" | "second" | "third" | "excellent" | "other";
  "reason": string;
  "seats": number | null;
  "seats_now": number;
  "section": string;
  "section_id": string;
  "stage": "recommend" | "papers" | "panel" | "published" | "cancelled";
  "title": string;
  "version": number;
  "year": number;
};

export type AwardIn = {
  "bar_sanctioned"?: boolean;
  "by": string;
  "excluded_posts"?: Array<"chair" | "vice_chair" | "secretary_general" | "standing_member">;
  "kind": "excellent_member" | "excellent_proposal" | "excellent_opinion" | "duty_star" | "other_award";
  "level"?: "county" | "prefecture" | "province" | "national";
  "quota_count"?: number | null;
  "quota_of"?: "members" | "proposals" | "opinions";
  "quota_percent"?: number | null;
  "rank"?: "special" | "first" | "second" | "third" | "excellent" | "other";
  "section_id"?: string | null;
  "title": string;
  "year": number;
};

export type AwardOut = {
  "bar_sanctioned": boolean;
  "base": number | null;
  "body": string;
  "by": string;
  "chosen": number;
  "decided_on": string | null;
  "excluded_posts": Array<"chair" | "vice_chair" | "secretary_general" | "standing_member">;
  "id": string;
  "kind": "excellent_member" | "excellent_proposal" | "excellent_opinion" | "duty_star" | "other_award";
  "level": "county" | "prefecture" | "province" | "national";
  "minutes": string;
  "nominees": number;
  "published_at": string | null;
  "quota_count": number | null;
  "quota_of": "members" | "proposals" | "opinions";
  "quota_percent": number | null;
  "rank": "special" | "first" | "second" | "third" | "excellent" | "other";
  "reason": string;
  "seats": number | null;
  "section": string;
  "section_id": string;
  "stage": "recommend" | "papers" | "panel" | "published" | "cancelled";
  "title": string;
  "version": number;
  "year": number;
};

export type BallotGrade = {
  "key": string;
  "label": string;
  "weight": number | null;
};

export type BallotGradeIn = {
  "key": string;
  "label": string;
  "weight"?: number | null;
};

export type BatchIn = {
  "claim_ids": Array<string>;
};

export type Behind = {
  "amount": number;
  "claim_id": string;
  "counts": boolean;
  "id": string;
  "level": string;
  "occurred_on": string;
  "status": string;
  "title": string;
  "type": string;
};

export type Beside = {
  "digest": string;
  "kind": "run_in_force" | "adopted_scheme" | "same_scheme" | "nothing";
  "run_id": string | null;
  "scheme": string;
};

export type BindingIn = {
  "subject": string;
};

export type BindingOut = {
  "bound_at": string;
  "label": string;
  "provider": string;
  "subject": string;
};

export type Birthday = {
  "day": number;
  "member_id": string;
  "month": number;
  "name": string;
  "number": string;
  "remembered": boolean;
};

export type Birthdays = {
  "items": Array<Birthday>;
  "month": number;
  "year": number;
};

export type BlockerOut = {
  "hard": boolean;
  "sentence": string;
  "where": string;
  "who": Array<string>;
};

export type BodyOut = {
  "decidable": boolean;
  "kept": boolean;
  "outcomes": Array<OutcomeOut>;
  "rankings": Array<RankingOut>;
  "run_id": string;
  "selections": Array<SelectionOut>;
  "year": number;
};

export type Body_add_attachment = {
  "file": string;
};

export type Body_import_charities = {
  "file": string;
};

export type Body_import_grants = {
  "file": string;
};

export type Body_import_history_pieces = {
  "file": string;
};

export type Body_import_media_items = {
  "file": string;
};

export type Body_import_opinions = {
  "file": string;
};

export type Body_import_plenary_speeches = {
  "file": string;
};

export type Body_import_proposals = {
  "file": string;
};

export type Body_import_regulations = {
  "file": string;
};

export type Body_import_research_reports = {
  "file": string;
};

export type Body_import_roster = {
  "file": string;
};

export type Body_upload_roll = {
  "file": string;
};

export type BooksGiven = {
  "count": number;
  "recipients"?: string;
};

export type BooksGivenEdit = {
  "data"?: BooksGiven | null;
  "kind": "books_given";
  "occurred_on"?: string | null;
  "section_id"?: string | null;
  "title"?: string | null;
};

export type BooksGivenIn = {
  "data": BooksGiven;
  "draft"?: boolean;
  "kind": "books_given";
  "member_id"?: string | null;
  "occurred_on": string;
  "others"?: Array<string>;
  "section_id"?: string | null;
  "title": string;
  "unit_id"?: string | null;
};

export type Brought = {
  "item": string;
  "member_id": string;
  "name": string;
  "points": string;
};

export type Bulletin = {
  "number": number;
};

export type BulletinEdit = {
  "data"?: Bulletin | null;
  "kind": "bulletin";
  "occurred_on"?: string | null;
  "section_id"?: string | null;
  "title"?: string | null;
};

export type BulletinIn = {
  "data": Bulletin;
  "draft"?: boolean;
  "kind": "bulletin";
  "member_id"?: string | null;
  "occurred_on": string;
  "others"?: Array<string>;
  "section_id"?: string | null;
  "title": string;
  "unit_id"?: string | null;
};

export type CalendarFeedMade = {
  "made_at": string;
  "path": string;
};

export type CalendarFeedOut = {
  "made_at": string | null;
};

export type CellChange = {
  "after": string;
  "before": string;
  "column": string;
};

export type CellProblem = {
  "sentence": string;
  "where": string;
  "word": string;
};

export type Change = {
  "claim_id": string;
  "fact": string;
  "occurred_on": string;
  "reason": string;
  "record_id": string;
  "reversal": boolean;
};

export type ChangeFinding = {
  "sentence": string;
  "word": string;
};

export type ChangeLeaver = {
  "ground": string;
  "id": string;
  "name": string;
  "number": string;
  "on": string | null;
  "sector": string;
  "state": "active" | "resigned" | "transferred" | "revoked" | "deceased" | "term_ended";
  "state_label": string;
};

export type ChangePerson = {
  "id": string;
  "name": string;
  "number": string;
  "sector": string;
};

export type ChangePostLine = {
  "carried": boolean;
  "member_id": string;
  "name": string;
  "post_label": string;
};

export type ChangeSchemeLine = {
  "id": string;
  "subject": "member" | "group" | "council";
  "title": string;
  "year": number;
};

export type ChangeTemplateLine = {
  "audience_label": string;
  "id": string;
  "title": string;
  "year": number;
};

export type ChangeUnitLine = {
  "carried": boolean;
  "id": string;
  "kind": "sector" | "special_committee" | "activity_group" | "area_group" | "party_branch";
  "kind_label": string;
  "members": number;
  "name": string;
  "why": string;
};

export type ChannelIn = {
  "active"?: boolean;
  "address"?: string | null;
  "robot": "dingtalk" | "wecom";
  "secret"?: string | null;
};

export type ChannelOut = {
  "active": boolean;
  "host": string;
  "hosts": Array<string>;
  "robot": "dingtalk" | "wecom" | null;
  "signed": boolean;
  "version": number;
};

export type Charity = {
  "amount_fen"?: number;
  "form": "donation" | "volunteering" | "assistance" | "employment" | "other";
  "joint"?: boolean;
  "people"?: number;
};

export type CharityEdit = {
  "data"?: Charity | null;
  "kind": "charity";
  "occurred_on"?: string | null;
  "section_id"?: string | null;
  "title"?: string | null;
};

export type CharityIn = {
  "data": Charity;
  "draft"?: boolean;
  "kind": "charity";
  "member_id"?: string | null;
  "occurred_on": string;
  "others"?: Array<string>;
  "section_id"?: string | null;
  "title": string;
  "unit_id"?: string | null;
};

export type CheckOut = {
  "examples": number;
  "id": string;
  "mistakes": Array<MistakeOut>;
  "state": "draft" | "checked" | "adopted";
  "warnings": Array<MistakeOut>;
};

export type Checklist = {
  "basis"?: string;
  "met": Array<string>;
};

export type ChecklistEdit = {
  "data"?: Checklist | null;
  "kind": "checklist";
  "occurred_on"?: string | null;
  "section_id"?: string | null;
  "title"?: string | null;
};

export type ChecklistIn = {
  "data": Checklist;
  "draft"?: boolean;
  "kind": "checklist";
  "member_id"?: string | null;
  "occurred_on": string;
  "others"?: Array<string>;
  "section_id"?: string | null;
  "title": string;
  "unit_id"?: string | null;
};

export type ChoiceIn = {
  "body": string;
  "decided_on": string;
  "minutes": string;
  "nominees": Array<string>;
};

export type ClaimLine = {
  "days": number;
  "id": string;
  "kind": string;
  "occurred_on": string;
  "section": string;
  "section_id": string;
  "since": string;
  "sitting_id": string | null;
  "title": string;
  "type": string;
};

export type ClaimOut = {
  "created_at": string;
  "decided_at": string | null;
  "entered_by_me": boolean;
  "id": string;
  "kind": "activity" | "attendance" | "ballot" | "contribution" | "opinion" | "pledge" | "proposal" | "statement";
  "member_id": string | null;
  "occurred_on": string;
  "reason": string;
  "section_id": string;
  "shares": Array<ShareOut>;
  "state": "draft" | "submitted" | "verified" | "returned" | "withdrawn";
  "state_label": string;
  "subject": string;
  "title": string;
  "type": string;
  "unit_id": string | null;
  "version": number;
};

export type CloseIn = {
  "note"?: string;
};

export type CodeIn = {
  "code": string;
  "state": string;
  "verifier": string;
};

export type CodeOut = {
  "current": boolean;
};

export type CohortOut = {
  "at_least": number | null;
  "at_most": number | null;
  "choosable": Array<RankedPerson>;
  "chosen": Array<RankedPerson>;
  "cohort": Array<string>;
  "n": number | null;
  "passed": Array<PassedPerson>;
  "sentence": string;
  "undecided": Array<RankedPerson>;
};

export type Comparison = {
  "added": number;
  "against": string | null;
  "changed": number;
  "moved": number;
  "same": number;
  "warnings": Array<string>;
};

export type ComposedOut = {
  "mistakes": Array<MistakeOut>;
  "reading": SchemeReading | null;
  "text": string;
  "warnings": Array<MistakeOut>;
};

export type ConcludeIn = {
  "leader_attended"?: boolean;
  "live_views"?: number;
  "participants"?: number;
};

export type Contact = {
  "counterpart": string;
  "form": "meeting" | "visit" | "talk" | "letter";
};

export type ContactEdit = {
  "data"?: Contact | null;
  "kind": "contact";
  "occurred_on"?: string | null;
  "section_id"?: string | null;
  "title"?: string | null;
};

export type ContactIn = {
  "data": Contact;
  "draft"?: boolean;
  "kind": "contact";
  "member_id"?: string | null;
  "occurred_on": string;
  "others"?: Array<string>;
  "section_id"?: string | null;
  "title": string;
  "unit_id"?: string | null;
};

export type ContributionOut = {
  "created_at": string;
  "data": Record<string, unknown>;
  "decided_at": string | null;
  "entered_by_me": boolean;
  "id": string;
  "kind": "activity" | "attendance" | "ballot" | "contribution" | "opinion" | "pledge" | "proposal" | "statement";
  "kind_label": string;
  "member_id": string | null;
  "occurred_on": string;
  "reason": string;
  "section_id": string;
  "shares": Array<ShareOut>;
  "state": "draft" | "submitted" | "verified" | "returned" | "withdrawn";
  "state_label": string;
  "subject": string;
  "title": string;
  "type": string;
  "unit_id": string | null;
  "version": number;
};

export type CopyIn = {
  "year"?: number | null;
};

export type CorrectionDecision = {
  "answer"?: string;
  "decision": "accepted" | "refused";
};

export type CorrectionNew = {
  "field": "name" | "sex" | "ethnic_group" | "party" | "birth_date" | "education" | "employer" | "title" | "speciality" | "mobile";
  "reason": string;
  "value": string;
};

export type CorrectionOut = {
  "answer": string;
  "asked_at": string;
  "decided_at": string | null;
  "field": "name" | "sex" | "ethnic_group" | "party" | "birth_date" | "education" | "employer" | "title" | "speciality" | "mobile";
  "id": string;
  "reason": string;
  "state": "open" | "accepted" | "refused" | "withdrawn";
  "value": string;
};

export type CorrectionRow = {
  "answer": string;
  "asked_at": string;
  "changed_since": boolean;
  "decided_at": string | null;
  "decided_by": string;
  "field": "name" | "sex" | "ethnic_group" | "party" | "birth_date" | "education" | "employer" | "title" | "speciality" | "mobile";
  "id": string;
  "member": string;
  "member_id": string;
  "now": string;
  "reason": string;
  "state": "open" | "accepted" | "refused" | "withdrawn";
  "value": string;
};

export type CouncilEdit = {
  "name"?: string | null;
  "settings"?: CouncilSettings | null;
  "short_name"?: string | null;
};

export type CouncilNew = {
  "admin_name": string;
  "admin_username": string;
  "code": string;
  "level"?: "county" | "prefecture" | "province" | "national";
  "name": string;
  "short_name": string;
};

export type CouncilOpened = {
  "council": CouncilOut;
  "slip": Slip | null;
};

export type CouncilOut = {
  "code": string;
  "id": string;
  "level": "county" | "prefecture" | "province" | "national" | "system";
  "name": string;
  "settings": CouncilSettings;
  "short_name": string;
  "version": number;
};

export type CouncilSettings = {
  "office_address"?: string;
  "office_phone"?: string;
  "quorum"?: Record<string, "half" | "two_thirds" | "none">;
  "remind_days"?: number;
  "retention_years"?: number;
};

export type Counted = {
  "display": string;
  "key": string;
  "label": string;
  "source": string;
  "value": number | null;
};

export type CountedSitting = {
  "activity_id": string;
  "day": string;
  "record_id": string;
  "sitting_id": string;
  "status": "absent" | "excused";
  "title": string;
};

export type Counts = {
  "changed": number;
  "errors": number;
  "new": number;
  "rows": number;
  "unchanged": number;
  "wrong": number;
};

export type Coverage = {
  "gaps": Array<Gap>;
  "members": number;
  "on": string;
};

export type Dashboard = {
  "attendance": Attendance;
  "contributions": Array<FamilyCount>;
  "day": string;
  "ends_on": string;
  "grades": Array<SectorGrades> | null;
  "overdue": Overdue;
  "review": Array<Counted | Rate>;
  "silent": Array<SilentGroup>;
  "silent_days": number;
  "starts_on": string;
  "term": number;
  "waiting_days": number;
  "year": number;
  "years": Array<number>;
};

export type DayIn = {
  "day": string;
  "note"?: string;
  "works": boolean;
};

export type DecisionOut = {
  "decided_at": string;
  "members": Array<string> | null;
  "number": number | null;
  "reason": string;
};

export type DeputyIn = {
  "deputy_id": string;
  "ends_on": string;
  "member_id"?: string | null;
  "starts_on": string;
};

export type DeputyOut = {
  "deputy": string;
  "deputy_id": string;
  "ended": boolean;
  "ends_on": string;
  "id": string;
  "member_id": string;
  "name": string;
  "starts_on": string;
};

export type DeskScanIn = {
  "act"?: "in" | "out";
  "code"?: string | null;
  "member_id"?: string | null;
  "nonce": string;
};

export type DeskScanOut = {
  "counts": boolean;
  "due": number;
  "groups": Array<string>;
  "member_id": string | null;
  "name": string;
  "number": string;
  "outcome": "accepted" | "left" | "left_again" | "not_in" | "again" | "marked" | "queued" | "annulled" | "expired" | "forged" | "other_sitting" | "not_due";
  "present": number;
  "sentence": string;
  "signed_in_at": string | null;
};

export type DeviceIn = {
  "device": string;
};

export type DeviceOut = {
  "device": string;
  "key": string;
};

export type DiffOut = {
  "against": string;
  "against_title": string;
  "differences": Array<DifferenceOut>;
  "id": string;
  "title": string;
};

export type DifferenceOut = {
  "after": string | null;
  "article": string | null;
  "before": string | null;
  "item": string | null;
  "kind": "added" | "removed" | "changed";
  "path": string;
  "sentence": string;
  "title": string;
};

export type Document = {
  "from_activity"?: string | null;
  "number"?: string;
  "type": "formal_recommendation" | "cppcc_suggestion" | "special_report" | "resolution";
};

export type DocumentEdit = {
  "data"?: Document | null;
  "kind": "document";
  "occurred_on"?: string | null;
  "section_id"?: string | null;
  "title"?: string | null;
};

export type DocumentIn = {
  "data": Document;
  "draft"?: boolean;
  "kind": "document";
  "member_id"?: string | null;
  "occurred_on": string;
  "others"?: Array<string>;
  "section_id"?: string | null;
  "title": string;
  "unit_id"?: string | null;
};

export type DocumentSchema = Record<string, JsonValue>;

export type Dossier = {
  "as_of": AsOf | null;
  "attendance": Array<AttendanceCount>;
  "ballots": Array<OwnRating>;
  "ledger_seq": number;
  "profile": Profile;
  "records": Array<RecordOut>;
  "score": ScoreBrief | null;
  "sealed": SealedBrief | null;
  "supplements": Array<Record<string, unknown>>;
  "year": number;
  "years": Array<number>;
};

export type DraftData = {
  "data": Record<string, JsonValue>;
};

export type DraftText = {
  "text": string;
};

export type DropIn = {
  "reason": string;
};

export type DryRunIn = {
  "scheme_id": string;
  "year": number;
};

export type DryRunOut = {
  "beside": Beside;
  "digest": string;
  "grades": Array<GradeShift>;
  "ledger_seq": number;
  "members": Array<MemberShift>;
  "missing_grades": Array<string>;
  "new_grades": Array<string>;
  "scheme_id": string;
  "sectors": Array<SectorShift>;
  "sentences": Array<string>;
  "title": string;
  "whole": SectorShift;
  "year": number;
};

export type DryRunProgress = {
  "done": number;
  "finished_at": string | null;
  "id": string;
  "scheme_id": string;
  "started_at": string;
  "state": "running" | "complete" | "failed";
  "subjects": number;
  "year": number;
};

export type DueIn = {
  "due": DueRule;
  "on": string;
};

export type DueMember = {
  "id": string;
  "name": string;
  "number": string;
};

export type DueOut = {
  "count": number;
  "members": Array<DueMember>;
};

export type DuePart = {
  "member_ids"?: Array<string>;
  "rule": "all" | "standing" | "unit" | "members";
  "unit_id"?: string | null;
};

export type DuePerson = {
  "member_id": string;
  "name": string;
  "number": string;
  "pending": boolean;
  "waits_for": Array<string>;
  "why": string;
};

export type DueRule = {
  "also"?: Array<DuePart>;
  "member_ids"?: Array<string>;
  "on"?: string | null;
  "rule": "all" | "standing" | "unit" | "members";
  "unit_id"?: string | null;
};

export type DutyRecordOut = {
  "attrs": Record<string, unknown>;
  "claim_id": string;
  "fact": string;
  "id": string;
  "level": string;
  "member_id": string | null;
  "occurred_on": string;
  "posted_at": string;
  "quantity": number;
  "reason": string;
  "reversed": boolean;
  "reverses_id": string | null;
  "role": string;
  "section_id": string;
  "seq": number;
  "status": string;
  "subject": string;
  "title": string;
  "type": string;
  "unit_id": string | null;
  "year": number;
};

export type DutyYearNew = {
  "ends_on": string;
  "starts_on": string;
  "year": number;
};

export type DutyYearOut = {
  "ends_on": string;
  "id": string;
  "starts_on": string;
  "state": "open" | "closed" | "sealed";
  "term": number;
  "year": number;
};

export type Entitled = {
  "holds": "" | "slip" | "paper";
  "member_id": string;
  "name": string;
};

export type ErasureDone = {
  "document": string;
  "erased_at": string;
  "erased_by": string;
  "ground": "retention" | "written_request";
  "id": string;
  "reason": string;
};

export type ErasureNew = {
  "confirm": string;
  "document"?: string;
  "ground": "retention" | "written_request";
  "reason": string;
};

export type ErasureState = {
  "done": ErasureDone | null;
  "left_on": string | null;
  "may_by_request": boolean;
  "may_by_retention": boolean;
  "member_id": string;
  "retained_until": string | null;
};

export type EvaluationStep = {
  "done_at": string | null;
  "done_by": string;
  "planned_on": string | null;
  "reason": string;
  "said": Record<string, unknown>;
  "state": "done" | "current" | "waiting";
  "step": "intake" | "lists" | "signatures" | "statements" | "run" | "objections" | "proposal" | "decision" | "publication" | "letters" | "sealing";
};

export type EventOut = {
  "act": string;
  "at": string;
  "by": string;
  "details": Record<string, string>;
  "label": string;
  "number": number;
  "state": "draft" | "hearing" | "ready" | "decided" | "reconsidering" | "upheld" | "lifted" | "not_adopted" | "dropped";
  "text": string;
};

export type EvidenceIn = {
  "document"?: string;
  "item"?: string;
  "record_id"?: string | null;
  "run_id"?: string | null;
};

export type EvidenceOut = {
  "claim_id": string | null;
  "document": string;
  "item": string;
  "on": string | null;
  "points": string;
  "record_id": string | null;
  "run_id": string | null;
  "title": string;
};

export type ExampleOut = {
  "facts": Array<string>;
  "figures": Array<Figure>;
  "findings": Array<string>;
  "id": string;
  "note": string | null;
  "receipt": Array<string>;
  "role": string;
};

export type ExcuseIn = {
  "reason": string;
};

export type FaceToFaceViews = {
  "count": number;
  "source": string;
};

export type FaceToFaceViewsEdit = {
  "data"?: FaceToFaceViews | null;
  "kind": "face_to_face_views";
  "occurred_on"?: string | null;
  "section_id"?: string | null;
  "title"?: string | null;
};

export type FaceToFaceViewsIn = {
  "data": FaceToFaceViews;
  "draft"?: boolean;
  "kind": "face_to_face_views";
  "member_id"?: string | null;
  "occurred_on": string;
  "others"?: Array<string>;
  "section_id"?: string | null;
  "title": string;
  "unit_id"?: string | null;
};

export type FamilyCount = {
  "family": "proposals" | "opinions" | "events";
  "months": Array<MonthCount>;
  "total": number;
};

export type FamilySum = {
  "family": string;
  "total": number | null;
};

export type FeedbackAnswer = {
  "text": string;
};

export type FeedbackNew = {
  "client"?: string;
  "page"?: string;
  "text": string;
};

export type FeedbackOut = {
  "answer": string;
  "answered_at": string | null;
  "client": string;
  "created_at": string;
  "id": string;
  "page": string;
  "state": "open" | "answered";
  "text": string;
};

export type FeedbackRow = {
  "answer": string;
  "answered_at": string | null;
  "answered_by": string;
  "client": string;
  "created_at": string;
  "id": string;
  "member_id": string | null;
  "page": string;
  "seat_id": string;
  "sender": string;
  "state": "open" | "answered";
  "text": string;
};

export type Fence = {
  "latitude": number;
  "longitude": number;
  "name": string;
  "radius": number;
};

export type Figure = {
  "computed": string;
  "expected": string;
  "same": boolean;
  "what": string;
};

export type FigureIn = {
  "path": string;
  "value": string;
  "year": number;
};

export type FigureOut = {
  "after": string;
  "before": string | null;
  "beside": Beside;
  "differences": Array<string>;
  "digest": string;
  "grades": Array<GradeShift>;
  "ledger_seq": number;
  "members": Array<MemberShift>;
  "missing_grades": Array<string>;
  "new_grades": Array<string>;
  "path": string;
  "scheme_id": string;
  "sectors": Array<SectorShift>;
  "sentences": Array<string>;
  "title": string;
  "whole": SectorShift;
  "year": number;
};

export type FigureSum = {
  "key": string;
  "label": string;
  "value": number | null;
};

export type FileIn = {
  "section_id"?: string | null;
};

export type FilingIn = {
  "filing": "pending" | "filed" | "not_filed" | "merged" | "converted";
  "handling_unit"?: string | null;
  "number"?: string | null;
  "reason"?: string;
};

export type FinishIn = {
  "reason"?: string;
};

export type FoundActivity = {
  "id": string;
  "kind": "plenary" | "plenary_group" | "standing_committee" | "chairpersons_council" | "special_committee" | "sector" | "district_liaison" | "congress" | "other_meeting" | "consultation" | "livelihood_hall" | "face_to_face" | "oversight" | "survey" | "inspection" | "study" | "training" | "visit" | "salon" | "contact" | "charity" | "seminar" | "other_activity";
  "occurred_on": string;
  "title": string;
};

export type FoundMember = {
  "id": string;
  "name": string;
  "number": string | null;
  "sector": string;
};

export type FoundRecord = {
  "id": string;
  "number": string | null;
  "occurred_on": string;
  "state": "draft" | "submitted" | "verified" | "returned" | "withdrawn";
  "state_label": string;
  "title": string;
  "type": string;
};

export type FoundUnit = {
  "id": string;
  "kind": "sector" | "special_committee" | "activity_group" | "area_group" | "party_branch" | "section" | "liaison_office" | "venue";
  "kind_label": string;
  "name": string;
};

export type Gap = {
  "covered": number;
  "kind": "sector" | "special_committee" | "activity_group" | "area_group" | "party_branch" | "section" | "liaison_office" | "venue";
  "label": string;
  "missing": Array<Missing>;
  "of": number;
};

export type GateOut = {
  "article": string | null;
  "grade": string | null;
  "needs": Array<string>;
  "title": string;
};

export type GradeCount = {
  "count": number;
  "grade": string;
};

export type GradeLine = {
  "chosen": Array<string>;
  "grade": string;
  "member_id": string;
  "name": string;
  "number": string;
  "points": string;
};

export type GradeOut = {
  "name": string;
  "range": string;
};

export type GradeShift = {
  "after": number | null;
  "before": number | null;
  "grade": string;
};

export type GradedLine = {
  "grade": string;
  "id": string;
  "name": string;
  "number": string;
  "sector": string | null;
};

export type GradesOut = {
  "digest": string;
  "members": Array<GradeLine>;
  "proposed": boolean;
  "quotas": Array<QuotaLine>;
};

export type Grant = {
  "amount_fen": number;
  "person_times": number;
  "region"?: string;
};

export type GrantEdit = {
  "data"?: Grant | null;
  "kind": "grant";
  "occurred_on"?: string | null;
  "section_id"?: string | null;
  "title"?: string | null;
};

export type GrantOut = {
  "basis": string;
  "granted_at": string;
  "id": string;
  "partner_id": string;
  "revoked_at": string | null;
  "sent_on": string | null;
  "superior": string;
};

export type GrantsOut = {
  "grants": Array<GrantOut>;
  "shown": Aggregates | null;
};

export type GroundIn = {
  "article"?: string;
  "evidence": Array<EvidenceIn>;
  "text": string;
};

export type GroundOut = {
  "article": string;
  "evidence": Array<EvidenceOut>;
  "text": string;
};

export type GroupChecklist = {
  "recorded": Array<Ticked>;
  "requirements": Array<Requirement>;
};

export type GroupRecord = {
  "claim_id": string;
  "id": string;
  "occurred_on": string;
  "title": string;
};

export type GroupScore = {
  "brought": Array<Brought>;
  "gates": Array<Record<string, unknown>>;
  "grade": string | null;
  "kind": "activity_group" | "area_group" | "sector" | "special_committee" | "party_branch";
  "ledger_seq": number;
  "lines": Array<ReceiptLine>;
  "members": number;
  "name": string;
  "provisional": boolean;
  "records": Array<GroupRecord>;
  "run_id": string | null;
  "scheme": string;
  "scheme_digest": string;
  "section_titles": Record<string, string>;
  "sections": Record<string, string>;
  "sentences": Array<string>;
  "total": string;
  "unit_id": string;
  "year": number;
};

export type GroupStanding = {
  "grade": string;
  "kind": "activity_group" | "area_group" | "sector" | "special_committee" | "party_branch";
  "members": number;
  "name": string;
  "place": number;
  "points": string;
  "unit_id": string;
};

export type GroupStandings = {
  "groups": Array<GroupStanding>;
  "ledger_seq": number;
  "provisional": boolean;
  "run_id": string | null;
  "scheme": string;
  "scheme_digest": string;
  "year": number;
};

export type GuestIn = {
  "came"?: boolean;
  "name": string;
  "role"?: "observer" | "guest";
  "title"?: string;
};

export type GuestOut = {
  "came": boolean;
  "id": string;
  "name": string;
  "role": "observer" | "guest";
  "title": string;
};

export type GuestsIn = {
  "guests": Array<GuestIn>;
};

export type HallOut = {
  "changes_in": number;
  "code": string;
  "digits": string;
  "due": number;
  "ends_at": string;
  "name": string;
  "open": boolean;
  "path": string;
  "picture": string;
  "place": string;
  "present": number;
  "sitting_id": string;
  "starts_at": string;
  "title": string;
};

export type HallPlace = {
  "hall_seat"?: string;
  "member_id": string;
  "session_group"?: string;
};

export type HallPlacesIn = {
  "places": Array<HallPlace>;
};

export type HandOutIn = {
  "member_ids": Array<string>;
  "what": "slip" | "paper" | "none";
};

export type Health = {
  "status": "ok";
};

export type Hearing = {
  "body"?: string;
};

export type HearingEdit = {
  "data"?: Hearing | null;
  "kind": "hearing";
  "occurred_on"?: string | null;
  "section_id"?: string | null;
  "title"?: string | null;
};

export type HearingIn = {
  "data": Hearing;
  "draft"?: boolean;
  "kind": "hearing";
  "member_id"?: string | null;
  "occurred_on": string;
  "others"?: Array<string>;
  "section_id"?: string | null;
  "title": string;
  "unit_id"?: string | null;
};

export type HeldPost = {
  "ends_on": string | null;
  "id": string;
  "label": string;
  "post": "chair" | "vice_chair" | "secretary_general" | "standing_member";
  "starts_on": string;
};

export type HeldTenure = {
  "ends_on": string | null;
  "ground": string;
  "id": string;
  "starts_on": string;
  "state": "active" | "resigned" | "transferred" | "revoked" | "deceased" | "term_ended";
  "term": number;
};

export type HintOut = {
  "claim_id"?: string | null;
  "good": boolean;
  "sentence": string;
  "word": "date" | "attachment" | "duplicate";
};

export type HistoryPhotos = {
  "count": number;
  "source"?: string;
};

export type HistoryPhotosEdit = {
  "data"?: HistoryPhotos | null;
  "kind": "history_photos";
  "occurred_on"?: string | null;
  "section_id"?: string | null;
  "title"?: string | null;
};

export type HistoryPhotosIn = {
  "data": HistoryPhotos;
  "draft"?: boolean;
  "kind": "history_photos";
  "member_id"?: string | null;
  "occurred_on": string;
  "others"?: Array<string>;
  "section_id"?: string | null;
  "title": string;
  "unit_id"?: string | null;
};

export type HistoryPiece = {
  "characters": number;
  "outside_author"?: string;
  "published_in"?: string;
};

export type HistoryPieceEdit = {
  "data"?: HistoryPiece | null;
  "kind": "history_piece";
  "occurred_on"?: string | null;
  "section_id"?: string | null;
  "title"?: string | null;
};

export type HistoryPieceIn = {
  "data": HistoryPiece;
  "draft"?: boolean;
  "kind": "history_piece";
  "member_id"?: string | null;
  "occurred_on": string;
  "others"?: Array<string>;
  "section_id"?: string | null;
  "title": string;
  "unit_id"?: string | null;
};

export type Hits_FoundActivity = {
  "items": Array<FoundActivity>;
  "more": boolean;
};

export type Hits_FoundMember = {
  "items": Array<FoundMember>;
  "more": boolean;
};

export type Hits_FoundRecord = {
  "items": Array<FoundRecord>;
  "more": boolean;
};

export type Hits_FoundUnit = {
  "items": Array<FoundUnit>;
  "more": boolean;
};

export type Honour_Input = {
  "area"?: "overall" | "proposal" | "opinion" | "consultation" | "oversight" | "history" | "publicity" | "salon" | "other";
  "by": string;
  "level": "county" | "prefecture" | "province" | "national";
  "rank"?: "special" | "first" | "second" | "third" | "excellent" | "other";
  "year": number;
};

export type Honour_Output = {
  "by": string;
  "claim_id": string;
  "level": "county" | "prefecture" | "province" | "national";
  "on": string;
  "rank": "special" | "first" | "second" | "third" | "excellent" | "other";
  "title": string;
  "year": number;
};

export type HonourBrief = {
  "level": string;
  "on": string;
  "title": string;
};

export type HonourEdit = {
  "data"?: Honour_Input | null;
  "kind": "honour";
  "occurred_on"?: string | null;
  "section_id"?: string | null;
  "title"?: string | null;
};

export type HonourIn = {
  "data": Honour_Input;
  "draft"?: boolean;
  "kind": "honour";
  "member_id"?: string | null;
  "occurred_on": string;
  "others"?: Array<string>;
  "section_id"?: string | null;
  "title": string;
  "unit_id"?: string | null;
};

export type Honours = {
  "items": Array<Honour_Output>;
};

export type ImportBrief = {
  "committed_at": string | null;
  "counts": Counts;
  "created_at": string;
  "filename": string;
  "id": string;
  "kind": string;
  "state": "preview" | "committed" | "discarded";
  "take_back_until": string | null;
  "taken_back_at": string | null;
  "title": string;
};

export type ImportOut = {
  "columns": Array<SheetColumn>;
  "committed_at": string | null;
  "counts": Counts;
  "created_at": string;
  "errors": Array<Wrong>;
  "filename": string;
  "id": string;
  "kind": string;
  "next": string | null;
  "notices": Array<CellProblem>;
  "rows": Array<RowOut>;
  "sheet": string;
  "state": "preview" | "committed" | "discarded";
  "take_back_until": string | null;
  "taken_back_at": string | null;
  "title": string;
  "version": number;
};

export type InboxCounts = {
  "returned": number;
  "submitted": number;
  "verified": number;
};

export type InboxRow = {
  "attachments": number;
  "created_at": string;
  "decided_at": string | null;
  "entered_by_me": boolean;
  "hints": Array<HintOut>;
  "id": string;
  "kind": "activity" | "attendance" | "ballot" | "contribution" | "opinion" | "pledge" | "proposal" | "statement";
  "member_id": string | null;
  "occurred_on": string;
  "reason": string;
  "refusal": string;
  "section": string;
  "section_id": string;
  "shares": Array<ShareOut>;
  "since": string;
  "state": "draft" | "submitted" | "verified" | "returned" | "withdrawn";
  "state_label": string;
  "subject": string;
  "title": string;
  "type": string;
  "unit_id": string | null;
  "version": number;
};

export type Instruction = {
  "count"?: number;
  "level": "county" | "prefecture" | "province" | "national";
  "matter"?: string;
  "text"?: string;
};

export type InstructionEdit = {
  "data"?: Instruction | null;
  "kind": "instruction";
  "occurred_on"?: string | null;
  "section_id"?: string | null;
  "title"?: string | null;
};

export type InstructionIn = {
  "data": Instruction;
  "draft"?: boolean;
  "kind": "instruction";
  "member_id"?: string | null;
  "occurred_on": string;
  "others"?: Array<string>;
  "section_id"?: string | null;
  "title": string;
  "unit_id"?: string | null;
};

export type InvitationOut = {
  "hall_seat": string;
  "member_id": string;
  "name": string;
  "note": string;
  "number": string;
  "response": "pending" | "accepted" | "declined";
  "session_group": string;
};

export type ItemOut = {
  "applies_to": string;
  "article": string | null;
  "assumed": boolean;
  "limits": Array<string>;
  "note": string | null;
  "sentences": Array<string>;
  "title": string;
};

export type JsonValue = unknown;

export type KindDue = {
  "due": number | null;
  "kind": string;
};

export type KindOut = {
  "data_schema": Record<string, unknown>;
  "kind": string;
  "label": string;
  "office_only": boolean;
  "subjects": Array<"member" | "unit" | "council">;
};

export type KindTurnout = {
  "absent": number;
  "attended": number;
  "due": number;
  "excused": number;
  "kind": "plenary" | "standing" | "chairpersons" | "committee" | "groups" | "consultation" | "field" | "study" | "other";
  "not_counted": number;
  "rate": string;
};

export type LastRecord = {
  "claim_id": string;
  "occurred_on": string;
  "title": string;
};

export type LateLeaveIn = {
  "member_id": string;
};

export type LateLeaveOut = {
  "activity_id": string;
  "leave_id": string;
  "member_id": string;
  "name": string;
  "roll_version": number;
  "sitting_id": string;
  "starts_at": string;
  "title": string;
  "verdict": "excused" | "excused_not_counted";
};

export type LateSignInIn = {
  "arrived_at"?: string | null;
  "member_id": string;
  "reason": string;
};

export type Leave = {
  "ground"?: string;
  "on": string;
  "state": "resigned" | "transferred" | "revoked" | "deceased" | "term_ended";
};

export type LeaveEdit = {
  "detail"?: string;
  "draft"?: boolean;
  "reason": string;
  "sitting_ids": Array<string>;
};

export type LeaveIn = {
  "activity_id": string;
  "detail"?: string;
  "draft"?: boolean;
  "reason": string;
  "sitting_ids": Array<string>;
};

export type LeaveNote = {
  "note"?: string;
};

export type LeaveOut = {
  "activity_id": string;
  "created_at": string;
  "detail": string;
  "ended_at": string | null;
  "form": "written" | "oral";
  "id": string;
  "may": Array<string>;
  "member_id": string;
  "name": string;
  "note": string;
  "number": string;
  "reason": string;
  "reason_label": string;
  "restricted": boolean;
  "retrospective": boolean;
  "round": number;
  "short_notice": boolean;
  "sittings": Array<LeaveSittingOut>;
  "slip_due_on": string | null;
  "state": "draft" | "pending_slip" | "lapsed" | "submitted" | "returned" | "approved" | "rejected" | "withdrawn" | "cancelled";
  "state_label": string;
  "step": number;
  "steps": Array<LeaveStepOut>;
  "title": string;
  "verdict": "excused" | "excused_not_counted";
  "version": number;
};

export type LeavePath = {
  "article": string;
  "notice_days": number;
  "possible": boolean;
  "refusal": string;
  "retrospective": boolean;
  "row": number;
  "short_notice": boolean;
  "span": "half_day" | "one_day" | "whole";
  "steps": Array<LeaveStepOut>;
};

export type LeavePathIn = {
  "activity_id": string;
  "sitting_ids": Array<string>;
};

export type LeaveReason = {
  "code": string;
  "counted"?: boolean;
  "label": string;
};

export type LeaveRule = {
  "article"?: string;
  "chain": Array<"chair" | "vice_chair" | "secretary_general" | "committee_head" | "group_leader" | "organising_section" | "secretariat">;
  "kinds"?: Array<"plenary" | "plenary_group" | "standing_committee" | "chairpersons_council" | "special_committee" | "sector" | "district_liaison" | "congress" | "other_meeting" | "consultation" | "livelihood_hall" | "face_to_face" | "oversight" | "survey" | "inspection" | "study" | "training" | "visit" | "salon" | "contact" | "charity" | "seminar" | "other_activity">;
  "late_days"?: number;
  "notice"?: "warn" | "refuse";
  "notice_days"?: number;
  "posts"?: Array<"member" | "standing_member" | "chair_group">;
  "slip_days"?: number;
  "span"?: "half_day" | "one_day" | "whole";
};

export type LeaveRulesIn = {
  "reasons": Array<LeaveReason>;
  "rules": Array<LeaveRule>;
  "thresholds"?: Array<Threshold>;
};

export type LeaveRulesOut = {
  "changed_at": string | null;
  "reasons": Array<LeaveReason>;
  "rules": Array<LeaveRule>;
  "thresholds"?: Array<Threshold>;
  "version": number;
};

export type LeaveSittingOut = {
  "cancelled": boolean;
  "ends_at": string;
  "name": string;
  "roll_state": "open" | "closed";
  "sitting_id": string;
  "starts_at": string;
};

export type LeaveSpoken = {
  "activity_id": string;
  "member_id": string;
  "reason": string;
  "sitting_ids": Array<string>;
};

export type LeaveStepOut = {
  "approver": "chair" | "vice_chair" | "secretary_general" | "committee_head" | "group_leader" | "organising_section" | "secretariat";
  "comment"?: string;
  "decided_at"?: string | null;
  "decided_by"?: string;
  "decided_for"?: string;
  "label": string;
  "names": Array<string>;
  "state": "coming" | "current" | "approved" | "returned" | "rejected";
  "way"?: "own" | "deputy" | "recorded" | null;
};

export type LeaveTry = {
  "kind": "plenary" | "plenary_group" | "standing_committee" | "chairpersons_council" | "special_committee" | "sector" | "district_liaison" | "congress" | "other_meeting" | "consultation" | "livelihood_hall" | "face_to_face" | "oversight" | "survey" | "inspection" | "study" | "training" | "visit" | "salon" | "contact" | "charity" | "seminar" | "other_activity";
  "member_id": string;
  "rules": LeaveRulesIn;
  "span": "half_day" | "one_day" | "whole";
};

export type LeaveVerdictIn = {
  "comment"?: string;
  "decision": "approved" | "returned" | "rejected";
  "recorded"?: boolean;
  "round": number;
  "step": number;
};

export type Letter = {
  "body": string;
  "chosen": Array<string>;
  "counted": number;
  "decided_on": string;
  "grade": string;
  "parts": Array<LetterPart>;
  "points": string;
  "read_at": string | null;
};

export type LetterPart = {
  "points": string;
  "title": string;
};

export type LibraryEntry = {
  "code": string;
  "digest": string;
  "examples": number;
  "title": string;
};

export type Line = {
  "figures": Array<Counted | Rate>;
  "no": number;
  "title": string;
};

export type LineDelta = {
  "after": string | null;
  "article": string | null;
  "before": string | null;
  "change": string;
  "item": string;
  "sentence": string;
  "title": string;
};

export type LinkEnd = {
  "on": string;
};

export type LinkIn = {
  "leader_id": string;
  "member_id": string;
  "starts_on": string;
};

export type LinkOut = {
  "ends_on": string | null;
  "id": string;
  "leader": string;
  "leader_id": string;
  "member_id": string;
  "name": string;
  "starts_on": string;
  "visits": number;
};

export type ListOut = {
  "confirmed_at": string | null;
  "confirmed_by": string;
  "may_confirm": boolean;
  "name": string;
  "records": number;
  "unit_id": string;
  "waiting": number;
};

export type LiveGroup = {
  "due": number;
  "excused": number;
  "name": string;
  "present": number;
};

export type LiveOut = {
  "due": number;
  "excused": number;
  "groups": Array<LiveGroup>;
  "missing": number;
  "name": string;
  "not_counted": number;
  "present": number;
  "quorum": QuorumOut;
  "sitting_id": string;
  "state": "open" | "closed";
  "statement": string;
  "title": string;
};

export type LogInForm = {
  "client_id"?: string | null;
  "client_secret"?: string | null;
  "grant_type"?: "password";
  "password": string;
  "scope"?: string;
  "username": string;
};

export type Me = {
  "account_id": string;
  "council": string;
  "council_id": string;
  "display_name": string;
  "member_id": string | null;
  "permissions": Array<string>;
  "roles": Array<"member" | "convener" | "section_clerk" | "secretariat" | "scheme_author" | "verifier" | "chair" | "auditor" | "council_admin" | "system_admin">;
  "seat_id": string;
  "section_id": string | null;
};

export type Measure = {
  "distinct"?: string | null;
  "part"?: Array<Record<string, unknown>> | null;
  "sum"?: string | null;
  "unit"?: "occurrences" | "pieces";
  "whole"?: Array<Record<string, unknown>> | null;
};

export type MediaItem = {
  "level": "county" | "prefecture" | "province" | "national";
  "outlet": string;
};

export type MediaItemEdit = {
  "data"?: MediaItem | null;
  "kind": "media_item";
  "occurred_on"?: string | null;
  "section_id"?: string | null;
  "title"?: string | null;
};

export type MediaItemIn = {
  "data": MediaItem;
  "draft"?: boolean;
  "kind": "media_item";
  "member_id"?: string | null;
  "occurred_on": string;
  "others"?: Array<string>;
  "section_id"?: string | null;
  "title": string;
  "unit_id"?: string | null;
};

export type MemberAward = {
  "by": string;
  "level": "county" | "prefecture" | "province" | "national";
  "rank"?: "special" | "first" | "second" | "third" | "excellent" | "other";
  "year": number;
};

export type MemberAwardEdit = {
  "data"?: MemberAward | null;
  "kind": "member_award";
  "occurred_on"?: string | null;
  "section_id"?: string | null;
  "title"?: string | null;
};

export type MemberAwardIn = {
  "data": MemberAward;
  "draft"?: boolean;
  "kind": "member_award";
  "member_id"?: string | null;
  "occurred_on": string;
  "others"?: Array<string>;
  "section_id"?: string | null;
  "title": string;
  "unit_id"?: string | null;
};

export type MemberBody = {
  "chosen": Array<string>;
  "outcomes": Array<OwnOutcome>;
  "places": Array<OwnPlace>;
};

export type MemberEdit = {
  "birth_date"?: string | null;
  "education"?: string | null;
  "employer"?: string | null;
  "ethnic_group"?: string | null;
  "mobile"?: string | "" | null;
  "name"?: string | null;
  "number"?: string | null;
  "party"?: string | null;
  "pinyin_override"?: string | null;
  "sex"?: "0" | "1" | "2" | "9" | null;
  "speciality"?: string | null;
  "title"?: string | null;
};

export type MemberLine = {
  "id": string;
  "name": string;
  "number": string;
  "role": string;
};

export type MemberNew = {
  "birth_date"?: string | null;
  "education"?: string;
  "employer"?: string;
  "ethnic_group"?: string;
  "joined_on": string;
  "mobile"?: string | null;
  "name": string;
  "number": string;
  "party"?: string;
  "pinyin_override"?: string;
  "places"?: Array<string>;
  "posts"?: Array<"chair" | "vice_chair" | "secretary_general" | "standing_member">;
  "sex"?: "0" | "1" | "2" | "9";
  "speciality"?: string;
  "title"?: string;
};

export type MemberOut = {
  "erased_at": string | null;
  "id": string;
  "name": string;
  "number": string | null;
  "particulars": Particulars | null;
  "places": Array<Place>;
  "posts": Array<HeldPost>;
  "tenures": Array<HeldTenure>;
  "version": number;
};

export type MemberPage = {
  "items": Array<MemberRow>;
  "next"?: string | null;
  "total": number | null;
};

export type MemberRow = {
  "id": string;
  "name": string;
  "number": string | null;
  "particulars": Particulars | null;
  "places": Array<Place>;
  "posts": Array<HeldPost>;
};

export type MemberShift = {
  "change": string;
  "grade_after": string;
  "grade_before": string | null;
  "items": Array<LineDelta>;
  "member_id": string;
  "moved": boolean;
  "name": string;
  "number": string;
  "place_after": number;
  "place_before": number | null;
  "points_after": string;
  "points_before": string | null;
  "rest": string;
  "sector": string;
};

export type Mend = {
  "cells"?: Array<MendedCell>;
  "left_out"?: Array<number>;
};

export type MendedCell = {
  "column": string;
  "row": number;
  "text": string;
};

export type MessageOut = {
  "activity_id": string | null;
  "attempts": number;
  "created_at": string;
  "error": string;
  "id": string;
  "kind": "moved" | "cancelled" | "reminder" | "trial";
  "next_at": string;
  "sent_at": string | null;
  "state": "waiting" | "sent" | "failed";
  "text": string;
};

export type Missing = {
  "id": string;
  "name": string;
  "number": string;
};

export type MistakeOut = {
  "line": number;
  "path": string;
  "sentence": string;
  "word": string;
};

export type MonthCount = {
  "count": number;
  "month": string;
};

export type MyPollOut = {
  "closed_at": string | null;
  "entitled": number;
  "grades": Array<BallotGrade>;
  "id": string;
  "mine": "" | "voted" | "slip" | "paper";
  "opened_at": string | null;
  "people": Array<Person>;
  "rated": number;
  "returned": number | null;
  "state": "draft" | "open" | "closed" | "counted" | "void";
  "texts_allowed": boolean;
  "title": string;
  "void_sentence": string;
  "year": number;
};

export type MyPollRow = {
  "closed_at": string | null;
  "entitled": number;
  "id": string;
  "mine": "" | "voted" | "slip" | "paper";
  "opened_at": string | null;
  "rated": number;
  "returned": number | null;
  "state": "draft" | "open" | "closed" | "counted" | "void";
  "title": string;
  "void_sentence": string;
  "year": number;
};

export type MySittingOut = {
  "activity_id": string;
  "asks_sign_out": boolean;
  "ends_at": string;
  "fences": Array<Fence>;
  "opens_at": string;
  "place": string;
  "queued": boolean;
  "signed_at": string | null;
  "signed_out_at": string | null;
  "sitting_id": string;
  "starts_at": string;
  "status": "present" | "late" | "left_early" | "excused" | "excused_not_counted" | "absent" | null;
  "title": string;
};

export type MySittingsOut = {
  "items": Array<MySittingOut>;
};

export type NextGrade = {
  "gates": Array<string>;
  "min": string;
  "missing": string;
  "name": string;
};

export type NomineeIn = {
  "member_id": string;
  "piece_id"?: string | null;
  "reason": string;
};

export type NomineeOut = {
  "chosen": boolean;
  "claim_id": string | null;
  "excluded": string;
  "id": string;
  "member_id": string;
  "mine": boolean;
  "name": string;
  "number": string;
  "papers": "pending" | "fit" | "unfit";
  "papers_note": string;
  "piece": string;
  "piece_id": string | null;
  "reason": string;
  "recommended_at": string;
  "recommended_by": string;
  "section": string;
};

export type NoticeDraft = {
  "body": string;
  "decided_on": string;
  "members": Array<NoticeLine>;
  "year": number;
};

export type NoticeLine = {
  "chosen": Array<string>;
  "grade": string;
  "name": string;
  "number": string;
};

export type NoticeOut = {
  "adopted": Array<string>;
  "amended": boolean;
  "at": string;
  "changes": Array<string>;
  "day": string | null;
  "fields": Array<string>;
  "filing": string;
  "id": string;
  "instructed": Array<string>;
  "kind": "invitation" | "reminder" | "changed" | "cancelled" | "cosign" | "returned" | "verified" | "roll" | "outcome" | "in_force" | "leave_decided" | "leave_slip" | "leave_waits" | "pledge_to_sign" | "pledge_behind" | "ballot_counted" | "statement_to_write" | "statement_due" | "statement_returned" | "statement_accepted" | "correction_decided" | "evaluation_to_sign" | "evaluation_published";
  "object_id": string;
  "object_kind": "activity" | "ballot" | "contribution" | "correction" | "evaluation" | "opinion" | "pledge" | "proposal" | "run" | "leave" | "statement";
  "outcomes": Array<string>;
  "reason": string;
  "status": string;
  "title": string;
  "unread": boolean;
  "year": number | null;
};

export type Notices = {
  "items": Array<NoticeOut>;
  "next"?: string | null;
  "seen_until": string;
  "unread": number;
  "verifications": Waiting | null;
};

export type ObjectionFull = {
  "changes": Array<Change>;
  "decided_at": string | null;
  "decision": string;
  "due_on": string;
  "id": string;
  "item": string;
  "line": ReceiptLine;
  "line_now": ReceiptLine | null;
  "may_decide": boolean;
  "member_id": string;
  "mine": boolean;
  "name": string;
  "number": string;
  "opened_at": string;
  "overdue": boolean;
  "reason": string;
  "record_id": string | null;
  "run_id": string;
  "run_now": string | null;
  "section": string;
  "section_id": string | null;
  "state": "open" | "upheld" | "rejected" | "withdrawn";
  "title": string;
  "total": string;
  "total_now": string | null;
  "version": number;
  "why_not": string;
  "year": number;
};

export type ObjectionIn = {
  "item": string;
  "reason": string;
  "record_id"?: string | null;
  "year": number;
};

export type ObjectionLine = {
  "days": number;
  "due_on": string;
  "id": string;
  "member_id": string;
  "name": string;
  "section": string;
  "title": string;
  "year": number;
};

export type ObjectionOut = {
  "decided_at": string | null;
  "decision": string;
  "due_on": string;
  "id": string;
  "item": string;
  "may_decide": boolean;
  "member_id": string;
  "mine": boolean;
  "name": string;
  "number": string;
  "opened_at": string;
  "overdue": boolean;
  "reason": string;
  "section": string;
  "section_id": string | null;
  "state": "open" | "upheld" | "rejected" | "withdrawn";
  "title": string;
  "version": number;
  "why_not": string;
  "year": number;
};

export type OpenPoint = {
  "about": string;
  "chosen": string;
  "id": string;
  "options": Array<string>;
};

export type OpinionAdoptionIn = {
  "adopted_on": string;
  "carrier"?: string;
  "form"?: "single" | "comprehensive";
  "level": "county" | "prefecture" | "province" | "national";
};

export type OpinionAdoptionOut = {
  "adopted_on": string;
  "carrier": string;
  "form": "single" | "comprehensive";
  "id": string;
  "level": "county" | "prefecture" | "province" | "national";
};

export type OpinionEdit = {
  "body"?: string | null;
  "occurred_on"?: string | null;
  "section_id"?: string | null;
  "title"?: string | null;
  "topic"?: string | null;
  "urgent"?: boolean | null;
};

export type OpinionIn = {
  "body": string;
  "draft"?: boolean;
  "member_id"?: string | null;
  "occurred_on": string;
  "others"?: Array<string>;
  "section_id"?: string | null;
  "title": string;
  "topic"?: string;
  "unit_id"?: string | null;
  "urgent"?: boolean;
};

export type OpinionInstructionIn = {
  "instructed_on": string;
  "level": "county" | "prefecture" | "province" | "national";
  "text"?: string;
};

export type OpinionInstructionOut = {
  "id": string;
  "instructed_on": string;
  "level": "county" | "prefecture" | "province" | "national";
  "text": string | null;
};

export type OpinionOut = {
  "adopted": Array<"county" | "prefecture" | "province" | "national">;
  "adoptions": Array<OpinionAdoptionOut>;
  "body": string;
  "created_at": string;
  "decided_at": string | null;
  "entered_by_me": boolean;
  "id": string;
  "instructed": Array<"county" | "prefecture" | "province" | "national">;
  "instructions": Array<OpinionInstructionOut>;
  "kind": "activity" | "attendance" | "ballot" | "contribution" | "opinion" | "pledge" | "proposal" | "statement";
  "member_id": string | null;
  "occurred_on": string;
  "reason": string;
  "section_id": string;
  "shares": Array<ShareOut>;
  "state": "draft" | "submitted" | "verified" | "returned" | "withdrawn";
  "state_label": string;
  "subject": string;
  "title": string;
  "topic": string;
  "type": string;
  "unit_id": string | null;
  "urgent": boolean;
  "version": number;
};

export type OpinionRow = {
  "adopted": Array<"county" | "prefecture" | "province" | "national">;
  "created_at": string;
  "decided_at": string | null;
  "entered_by_me": boolean;
  "id": string;
  "instructed": Array<"county" | "prefecture" | "province" | "national">;
  "kind": "activity" | "attendance" | "ballot" | "contribution" | "opinion" | "pledge" | "proposal" | "statement";
  "member_id": string | null;
  "occurred_on": string;
  "reason": string;
  "section_id": string;
  "shares": Array<ShareOut>;
  "state": "draft" | "submitted" | "verified" | "returned" | "withdrawn";
  "state_label": string;
  "subject": string;
  "title": string;
  "topic": string;
  "type": string;
  "unit_id": string | null;
  "urgent": boolean;
  "version": number;
};

export type OutcomeOut = {
  "article": string | null;
  "by": string | null;
  "do": string;
  "id": string;
  "kind": "praise" | "notice" | "measure" | "flag";
  "members": Array<DuePerson>;
};

export type OutcomesIn = {
  "outcomes": Array<"key" | "excellent" | "forwarded_province" | "forwarded_national" | "listed_speech" | "handled">;
};

export type Overdue = {
  "objections": number;
  "returned": number;
  "sections": Array<SectionOverdue>;
  "waiting": number;
};

export type OversightLetter = {
  "number": string;
  "to": string;
};

export type OversightLetterEdit = {
  "data"?: OversightLetter | null;
  "kind": "oversight_letter";
  "occurred_on"?: string | null;
  "section_id"?: string | null;
  "title"?: string | null;
};

export type OversightLetterIn = {
  "data": OversightLetter;
  "draft"?: boolean;
  "kind": "oversight_letter";
  "member_id"?: string | null;
  "occurred_on": string;
  "others"?: Array<string>;
  "section_id"?: string | null;
  "title": string;
  "unit_id"?: string | null;
};

export type OwnBrief = {
  "step": "intake" | "lists" | "signatures" | "statements" | "run" | "objections" | "proposal" | "decision" | "publication" | "letters" | "sealing" | null;
  "to_read": boolean;
  "to_sign": boolean;
  "year": number;
};

export type OwnOutcome = {
  "article": string | null;
  "do": string;
  "kind": "praise" | "notice" | "measure" | "flag";
  "pending": boolean;
  "why": string;
};

export type OwnPlace = {
  "cohort": Array<string>;
  "of": number;
  "place": number;
  "title": string;
};

export type OwnRating = {
  "ended_at": string;
  "entitled": number;
  "invalid": number;
  "returned": number;
  "score": string | null;
  "shares": Array<Share>;
  "title": string;
};

export type OwnYear = {
  "changed": boolean;
  "digest": string | null;
  "letter": Letter | null;
  "may_add": boolean;
  "objections_until": string | null;
  "sheet": SheetLine | null;
  "signed_at": string | null;
  "signed_text": string | null;
  "step": "intake" | "lists" | "signatures" | "statements" | "run" | "objections" | "proposal" | "decision" | "publication" | "letters" | "sealing" | null;
  "text": string | null;
  "year": number;
};

export type PackIn = {
  "sanctions"?: boolean;
  "year": number;
};

export type PackLink = {
  "path": string;
  "until": string;
};

export type PackOut = {
  "digest": string;
  "done": number;
  "finished_at": string | null;
  "id": string;
  "run_id": string;
  "sanctions": boolean;
  "size": number;
  "started_at": string;
  "started_by": string;
  "state": "running" | "complete" | "failed" | "removed";
  "subjects": number;
  "unset": number;
  "year": number;
};

export type Page_ActivityOut = {
  "items": Array<ActivityOut>;
  "next"?: string | null;
};

export type Page_AttendanceLine = {
  "items": Array<AttendanceLine>;
  "next"?: string | null;
};

export type Page_AuditOut = {
  "items": Array<AuditOut>;
  "next"?: string | null;
};

export type Page_AwardOut = {
  "items": Array<AwardOut>;
  "next"?: string | null;
};

export type Page_Behind = {
  "items": Array<Behind>;
  "next"?: string | null;
};

export type Page_ClaimLine = {
  "items": Array<ClaimLine>;
  "next"?: string | null;
};

export type Page_ClaimOut = {
  "items": Array<ClaimOut>;
  "next"?: string | null;
};

export type Page_ContributionOut = {
  "items": Array<ContributionOut>;
  "next"?: string | null;
};

export type Page_CorrectionOut = {
  "items": Array<CorrectionOut>;
  "next"?: string | null;
};

export type Page_CorrectionRow = {
  "items": Array<CorrectionRow>;
  "next"?: string | null;
};

export type Page_DutyRecordOut = {
  "items": Array<DutyRecordOut>;
  "next"?: string | null;
};

export type Page_FeedbackOut = {
  "items": Array<FeedbackOut>;
  "next"?: string | null;
};

export type Page_FeedbackRow = {
  "items": Array<FeedbackRow>;
  "next"?: string | null;
};

export type Page_GradedLine = {
  "items": Array<GradedLine>;
  "next"?: string | null;
};

export type Page_ImportBrief = {
  "items": Array<ImportBrief>;
  "next"?: string | null;
};

export type Page_InboxRow = {
  "items": Array<InboxRow>;
  "next"?: string | null;
};

export type Page_LeaveOut = {
  "items": Array<LeaveOut>;
  "next"?: string | null;
};

export type Page_LinkOut = {
  "items": Array<LinkOut>;
  "next"?: string | null;
};

export type Page_MemberLine = {
  "items": Array<MemberLine>;
  "next"?: string | null;
};

export type Page_MessageOut = {
  "items": Array<MessageOut>;
  "next"?: string | null;
};

export type Page_ObjectionLine = {
  "items": Array<ObjectionLine>;
  "next"?: string | null;
};

export type Page_ObjectionOut = {
  "items": Array<ObjectionOut>;
  "next"?: string | null;
};

export type Page_OpinionRow = {
  "items": Array<OpinionRow>;
  "next"?: string | null;
};

export type Page_PollRow = {
  "items": Array<PollRow>;
  "next"?: string | null;
};

export type Page_ProposalRow = {
  "items": Array<ProposalRow>;
  "next"?: string | null;
};

export type Page_RankedPerson = {
  "items": Array<RankedPerson>;
  "next"?: string | null;
};

export type Page_Received = {
  "items": Array<Received>;
  "next"?: string | null;
};

export type Page_RecordLine = {
  "items": Array<RecordLine>;
  "next"?: string | null;
};

export type Page_RunOut = {
  "items": Array<RunOut>;
  "next"?: string | null;
};

export type Page_SanctionOut = {
  "items": Array<SanctionOut>;
  "next"?: string | null;
};

export type Page_SchemeOut = {
  "items": Array<SchemeOut>;
  "next"?: string | null;
};

export type Page_ScorecardOut = {
  "items": Array<ScorecardOut>;
  "next"?: string | null;
};

export type Page_SeatOut = {
  "items": Array<SeatOut>;
  "next"?: string | null;
};

export type Page_SilentGroup = {
  "items": Array<SilentGroup>;
  "next"?: string | null;
};

export type Page_TurnoutLine = {
  "items": Array<TurnoutLine>;
  "next"?: string | null;
};

export type Page_UnitOut = {
  "items": Array<UnitOut>;
  "next"?: string | null;
};

export type Page_VisitOut = {
  "items": Array<VisitOut>;
  "next"?: string | null;
};

export type PairingEnd = {
  "ends_on": string;
};

export type PairingNew = {
  "activity_group_id": string;
  "area_group_id": string;
  "ends_on"?: string | null;
  "starts_on": string;
};

export type PairingOut = {
  "activity_group": string;
  "activity_group_id": string;
  "area_group": string;
  "area_group_id": string;
  "ends_on": string | null;
  "id": string;
  "starts_on": string;
};

export type PaperCountIn = {
  "counts": Record<string, Record<string, number>>;
  "invalid": number;
  "returned": number;
};

export type PaperCountOut = {
  "confirmed": boolean;
  "sentence": string;
};

export type PaperOut = {
  "council": string;
  "ends_at": string;
  "name": string;
  "place": string;
  "rows": Array<PaperRow>;
  "sitting_id": string;
  "starts_at": string;
  "title": string;
};

export type PaperRow = {
  "code": string;
  "member_id": string;
  "name": string;
  "note": string;
  "number": string;
  "sector": string;
};

export type PapersIn = {
  "fit": boolean;
  "note"?: string;
};

export type ParsedOut = {
  "data": Record<string, JsonValue>;
  "mistakes": Array<MistakeOut>;
  "reading": SchemeReading | null;
  "warnings": Array<MistakeOut>;
};

export type ParticipationIn = {
  "accept": boolean;
};

export type Particulars = {
  "birth_date": string | null;
  "education": string;
  "employer": string;
  "ethnic_group": string;
  "mobile": string | null;
  "party": string;
  "pinyin_override": string;
  "sex": string;
  "speciality": string;
  "title": string;
};

export type PartnerEdit = {
  "name"?: string | null;
  "region"?: string | null;
  "since"?: string | null;
};

export type PartnerNew = {
  "council_code"?: string | null;
  "name": string;
  "region"?: string;
  "since"?: string | null;
};

export type PartnerOut = {
  "id": string;
  "in_system": boolean;
  "name": string;
  "region": string;
  "since": string | null;
  "version": number;
};

export type PartyLink = {
  "form"?: "meeting" | "visit" | "talk" | "letter";
  "linked_member_id": string;
};

export type PartyLinkEdit = {
  "data"?: PartyLink | null;
  "kind": "party_link";
  "occurred_on"?: string | null;
  "section_id"?: string | null;
  "title"?: string | null;
};

export type PartyLinkIn = {
  "data": PartyLink;
  "draft"?: boolean;
  "kind": "party_link";
  "member_id"?: string | null;
  "occurred_on": string;
  "others"?: Array<string>;
  "section_id"?: string | null;
  "title": string;
  "unit_id"?: string | null;
};

export type PassedPerson = {
  "member_id": string;
  "name": string;
  "number": string;
  "reason": string;
};

export type PasswordIn = {
  "new_password": string;
  "old_password": string;
};

export type Period = {
  "end": string;
  "start": string;
};

export type Person = {
  "member_id": string;
  "name": string;
};

export type PersonRef = {
  "id": string;
  "name": string;
};

export type Place = {
  "ends_on": string | null;
  "id": string;
  "kind": "sector" | "special_committee" | "activity_group" | "area_group" | "party_branch" | "section" | "liaison_office" | "venue";
  "role": "member" | "convener" | "deputy_convener" | "secretary";
  "starts_on": string;
  "unit": string;
  "unit_id": string;
};

export type PlaceEdit = {
  "ends_on"?: string | null;
  "role"?: "member" | "convener" | "deputy_convener" | "secretary" | null;
  "starts_on"?: string | null;
  "unit_id"?: string | null;
};

export type PlaceNew = {
  "ends_on"?: string | null;
  "role"?: "member" | "convener" | "deputy_convener" | "secretary";
  "starts_on": string;
  "unit_id": string;
};

export type PlaceOut = {
  "ends_on": string | null;
  "kind": string;
  "name": string;
  "role": string;
  "starts_on": string;
};

export type PlanIn = {
  "dates"?: Record<string, string> | null;
  "objection_days"?: number | null;
  "publicity"?: "own" | "named" | null;
};

export type PledgeAmendIn = {
  "name": string;
  "reason": string;
  "targets"?: Record<string, unknown>;
  "texts"?: Record<string, unknown>;
};

export type PledgeBlock = {
  "done": number;
  "impossible": number;
  "items": number;
  "kind": "sector" | "activity_group" | "area_group";
  "name": string;
  "pledges": number;
  "slipping": number;
  "unit_id": string;
  "unsigned": number;
};

export type PledgeBrief = {
  "items": number;
  "kept": number;
  "label": string;
  "state": string;
};

export type PledgeConfirmIn = {
  "accept": boolean;
  "item": string;
  "remark"?: string;
};

export type PledgeCounts = {
  "measure"?: Measure;
  "select": Array<Select>;
};

export type PledgeDocument = {
  "items": Array<PledgeItemIn>;
  "preamble"?: string;
};

export type PledgeDraftIn = {
  "targets"?: Record<string, unknown>;
  "texts"?: Record<string, unknown>;
};

export type PledgeEvidenceIn = {
  "claim_ids"?: Array<string>;
  "item": string;
  "text": string;
};

export type PledgeItemIn = {
  "counts"?: PledgeCounts | null;
  "heading"?: string;
  "id": string;
  "remainder"?: "open" | "scheduled";
  "target"?: number | null;
  "text": string;
  "unit"?: string;
};

export type PledgeLine = {
  "audience": "member" | "standing_member" | "group";
  "done": number;
  "groups": Array<string>;
  "id": string;
  "impossible": Array<string>;
  "items": number;
  "late": boolean;
  "member_id": string | null;
  "proposed": "fulfilled" | "partly" | "unfulfilled" | "waived" | null;
  "sector": string;
  "slipping": Array<string>;
  "state": "draft" | "signed" | "countersigned" | "closing" | "fulfilled" | "partly" | "unfulfilled" | "waived";
  "state_label": string;
  "subject": string;
  "template_id": string;
  "unit_id": string | null;
  "waiting": Array<string>;
};

export type PledgeMeasureOut = {
  "counts": PledgeCounts;
  "label": string;
  "remainder": "open" | "scheduled";
  "unit": string;
  "word": string;
};

export type PledgeNoteOut = {
  "claim_ids": Array<string>;
  "item": string;
  "kind": "evidence" | "confirmed" | "returned";
  "noted_at": string;
  "text": string;
};

export type PledgeOut = {
  "amend_until": string;
  "audience": "member" | "standing_member" | "group";
  "digest": string;
  "document": PledgeDocument;
  "done": number;
  "id": string;
  "intake_until": string;
  "items": Array<PledgeProgress>;
  "may": Array<string>;
  "member_id": string | null;
  "months": number | null;
  "notes": Array<PledgeNoteOut>;
  "number": number;
  "of_months": number;
  "proposal": PledgeProposal | null;
  "section": string;
  "sign_by": string;
  "state": "draft" | "signed" | "countersigned" | "closing" | "fulfilled" | "partly" | "unfulfilled" | "waived";
  "state_label": string;
  "subject": string;
  "template_id": string;
  "text": string;
  "texts": Array<PledgeTextOut>;
  "title": string;
  "unit_id": string | null;
  "until": string;
  "verdict": PledgeVerdictOut | null;
  "version": number;
  "year": number;
};

export type PledgeOverview = {
  "as_of": string;
  "blocks": Array<PledgeBlock>;
  "done": number;
  "impossible": number;
  "items": number;
  "lines": Array<PledgeLine>;
  "pledges": number;
  "slipping": number;
  "unsigned": number;
  "waiting": number;
  "year": number;
};

export type PledgePaper = {
  "amend_until": string;
  "audience": "member" | "standing_member" | "group";
  "digest": string;
  "document": PledgeDocument;
  "id": string;
  "intake_until": string;
  "member_id": string | null;
  "notes": Array<PledgeNoteOut>;
  "number": number;
  "section": string;
  "sign_by": string;
  "state": "draft" | "signed" | "countersigned" | "closing" | "fulfilled" | "partly" | "unfulfilled" | "waived";
  "state_label": string;
  "subject": string;
  "template_id": string;
  "text": string;
  "texts": Array<PledgeTextOut>;
  "title": string;
  "unit_id": string | null;
  "version": number;
  "year": number;
};

export type PledgeProgress = {
  "count": number | null;
  "full_target": number | null;
  "heading": string;
  "id": string;
  "measured": boolean;
  "percent": number | null;
  "records": Array<PledgeRecord>;
  "sentence": string;
  "state": "done" | "on_track" | "slipping" | "impossible" | "waiting" | "confirmed" | "returned" | "nothing";
  "target": number | null;
  "text": string;
  "turns": Array<PledgeTurn>;
  "unit": string;
};

export type PledgeProposal = {
  "label": string;
  "sentence": string;
  "verdict": "fulfilled" | "partly" | "unfulfilled" | "waived";
};

export type PledgeRecord = {
  "claim_id": string;
  "id": string;
  "occurred_on": string;
  "title": string;
};

export type PledgeSignIn = {
  "digest": string;
  "name": string;
};

export type PledgeTemplateEdit = {
  "amend_until": string;
  "document": PledgeDocument;
  "intake_until": string;
  "section_id"?: string | null;
  "sign_by": string;
  "title": string;
};

export type PledgeTemplateIn = {
  "amend_until": string;
  "audience": "member" | "standing_member" | "group";
  "document": PledgeDocument;
  "intake_until": string;
  "section_id"?: string | null;
  "sign_by": string;
  "title": string;
  "year": number;
};

export type PledgeTemplateOut = {
  "amend_until": string;
  "audience": "member" | "standing_member" | "group";
  "audience_label": string;
  "document": PledgeDocument;
  "id": string;
  "intake_until": string;
  "issued_at": string | null;
  "pledges": number;
  "reminded_at": string | null;
  "section": string;
  "section_id": string;
  "sign_by": string;
  "state": "draft" | "issued" | "closing";
  "title": string;
  "unsigned": number;
  "version": number;
  "year": number;
};

export type PledgeTextOut = {
  "countersigned_at": string | null;
  "digest": string;
  "late": boolean;
  "number": number;
  "reason": string;
  "signed_at": string;
};

export type PledgeTurn = {
  "impossible": boolean;
  "on": string;
  "sentence": string;
};

export type PledgeVerdictIn = {
  "reason"?: string;
  "verdict": "fulfilled" | "partly" | "unfulfilled" | "waived";
};

export type PledgeVerdictOut = {
  "decided_at": string;
  "label": string;
  "proposed": "fulfilled" | "partly" | "unfulfilled" | "waived";
  "reason": string;
  "verdict": "fulfilled" | "partly" | "unfulfilled" | "waived";
};

export type PlenarySpeech = {
  "form": "oral" | "written";
  "listed"?: boolean;
};

export type PlenarySpeechEdit = {
  "data"?: PlenarySpeech | null;
  "kind": "plenary_speech";
  "occurred_on"?: string | null;
  "section_id"?: string | null;
  "title"?: string | null;
};

export type PlenarySpeechIn = {
  "data": PlenarySpeech;
  "draft"?: boolean;
  "kind": "plenary_speech";
  "member_id"?: string | null;
  "occurred_on": string;
  "others"?: Array<string>;
  "section_id"?: string | null;
  "title": string;
  "unit_id"?: string | null;
};

export type PollIn = {
  "entitled": DueRule;
  "grade_set"?: "four" | "three" | "own";
  "grades"?: Array<BallotGradeIn>;
  "quorum"?: "half" | "two_thirds" | "none";
  "rated": Array<string>;
  "statement_round_id"?: string | null;
  "texts_allowed"?: boolean;
  "title": string;
  "year": number;
};

export type PollOut = {
  "closed_at": string | null;
  "ended_at": string | null;
  "entitled": Array<Entitled>;
  "filed_at": string | null;
  "grades": Array<BallotGrade>;
  "id": string;
  "key_destroyed_at": string | null;
  "needed": number;
  "opened_at": string | null;
  "quorum": "half" | "two_thirds" | "none";
  "rated": Array<Person>;
  "repeated_by": string | null;
  "repeats_id": string | null;
  "returned": number | null;
  "slips_left": number | null;
  "state": "draft" | "open" | "closed" | "counted" | "void";
  "statement_round_id": string | null;
  "texts_allowed": boolean;
  "title": string;
  "void_note": string;
  "void_reason": string;
  "void_sentence": string;
  "year": number;
};

export type PollRow = {
  "closed_at": string | null;
  "created_at": string;
  "entitled": number;
  "id": string;
  "opened_at": string | null;
  "rated": number;
  "state": "draft" | "open" | "closed" | "counted" | "void";
  "title": string;
  "year": number;
};

export type PostEdit = {
  "ends_on"?: string | null;
  "starts_on"?: string | null;
};

export type PostNew = {
  "ends_on"?: string | null;
  "post": "chair" | "vice_chair" | "secretary_general" | "standing_member";
  "starts_on": string;
};

export type PresentIn = {
  "meeting": string;
  "presented_at": string;
  "turn": number;
};

export type Problem = {
  "detail": string;
  "errors": Array<ProblemField>;
  "request_id": string;
  "status": number;
  "title": string;
  "type": string;
  "word": string;
};

export type ProblemField = {
  "sentence": string;
  "where": string;
  "word": string;
};

export type Profile = {
  "education": string;
  "employer": string;
  "ethnic_group": string;
  "id": string;
  "name": string;
  "number": string;
  "party": string;
  "places": Array<PlaceOut>;
  "posts": Array<PlaceOut>;
  "sex": string;
  "speciality": string;
  "title": string;
};

export type ProposalEdit = {
  "body"?: string | null;
  "category"?: string | null;
  "livelihood"?: boolean | null;
  "occurred_on"?: string | null;
  "plenary"?: boolean | null;
  "section_id"?: string | null;
  "title"?: string | null;
};

export type ProposalIn = {
  "body": string;
  "category"?: string;
  "draft"?: boolean;
  "form"?: "personal" | "joint" | "collective";
  "livelihood"?: boolean;
  "member_id"?: string | null;
  "occurred_on": string;
  "others"?: Array<string>;
  "plenary"?: boolean;
  "section_id"?: string | null;
  "title": string;
  "unit_id"?: string | null;
};

export type ProposalOut = {
  "body": string;
  "category": string;
  "created_at": string;
  "decided_at": string | null;
  "entered_by_me": boolean;
  "filing": "pending" | "filed" | "not_filed" | "merged" | "converted";
  "filing_label": string;
  "filing_reason": string;
  "form": "personal" | "joint" | "collective";
  "handling_unit": string;
  "id": string;
  "kind": "activity" | "attendance" | "ballot" | "contribution" | "opinion" | "pledge" | "proposal" | "statement";
  "livelihood": boolean;
  "member_id": string | null;
  "number": string | null;
  "occurred_on": string;
  "outcomes": Array<"key" | "excellent" | "forwarded_province" | "forwarded_national" | "listed_speech" | "handled">;
  "plenary": boolean;
  "process_satisfaction": "unrated" | "satisfied" | "basically_satisfied" | "dissatisfied";
  "reason": string;
  "result_satisfaction": "unrated" | "satisfied" | "basically_satisfied" | "dissatisfied";
  "section_id": string;
  "shares": Array<ShareOut>;
  "state": "draft" | "submitted" | "verified" | "returned" | "withdrawn";
  "state_label": string;
  "subject": string;
  "title": string;
  "type": string;
  "unit_id": string | null;
  "version": number;
};

export type ProposalRow = {
  "category": string;
  "created_at": string;
  "decided_at": string | null;
  "entered_by_me": boolean;
  "filing": "pending" | "filed" | "not_filed" | "merged" | "converted";
  "filing_label": string;
  "form": "personal" | "joint" | "collective";
  "id": string;
  "kind": "activity" | "attendance" | "ballot" | "contribution" | "opinion" | "pledge" | "proposal" | "statement";
  "livelihood": boolean;
  "member_id": string | null;
  "number": string | null;
  "occurred_on": string;
  "outcomes": Array<"key" | "excellent" | "forwarded_province" | "forwarded_national" | "listed_speech" | "handled">;
  "plenary": boolean;
  "process_satisfaction": "unrated" | "satisfied" | "basically_satisfied" | "dissatisfied";
  "reason": string;
  "result_satisfaction": "unrated" | "satisfied" | "basically_satisfied" | "dissatisfied";
  "section_id": string;
  "shares": Array<ShareOut>;
  "state": "draft" | "submitted" | "verified" | "returned" | "withdrawn";
  "state_label": string;
  "subject": string;
  "title": string;
  "type": string;
  "unit_id": string | null;
  "version": number;
};

export type ProviderOut = {
  "label": string;
  "provider": string;
};

export type QuorumOut = {
  "met": boolean;
  "needed": number;
  "rule": "half" | "two_thirds" | "none";
};

export type QuotaLine = {
  "chosen": number;
  "cohort": Array<string>;
  "seats": number | null;
  "title": string;
};

export type RankedPerson = {
  "cohort": Array<string>;
  "member_id": string;
  "name": string;
  "number": string;
  "of": number;
  "place": number;
  "value": string;
};

export type RankingOut = {
  "by": string;
  "id": string;
  "ranked": number;
  "title": string;
  "unranked": Array<PassedPerson>;
  "within": Array<string>;
};

export type Rate = {
  "denominator": number | null;
  "display": string;
  "key": string;
  "label": string;
  "numerator": number | null;
  "source": string;
};

export type ReadIn = {
  "year": number;
};

export type ReceiptLine = {
  "article": string | null;
  "counted": Array<string>;
  "cuts": Array<Record<string, string>>;
  "id": string;
  "kind": string;
  "measured": number;
  "not_counted": Array<Record<string, string>>;
  "outcome": string;
  "points": string;
  "section": string | null;
  "title": string;
};

export type ReceiptsOut = {
  "by_paper": number;
  "by_phone": number;
  "by_slip": number;
  "entitled": number;
  "invalid": number;
  "receipts": Array<string>;
  "returned": number;
};

export type Received = {
  "body": Aggregates;
  "id": string;
  "origin": string;
  "received_at": string;
};

export type ReconsiderIn = {
  "form"?: "own" | "paper" | "oral";
  "text": string;
};

export type RecordLine = {
  "claim_id": string;
  "fact": string;
  "id": string;
  "level": string;
  "occurred_on": string;
  "status": string;
  "title": string;
  "type": string;
};

export type RecordOut = {
  "claim_id": string;
  "fact": string;
  "id": string;
  "level": string;
  "occurred_on": string;
  "quantity": number;
  "role": string;
  "status": string;
  "title": string;
  "type": string;
};

export type RefreshIn = {
  "refresh_token": string;
};

export type Regulation = {
  "adopted_by": string;
  "effective_on"?: string | null;
  "version"?: string;
};

export type RegulationEdit = {
  "data"?: Regulation | null;
  "kind": "regulation";
  "occurred_on"?: string | null;
  "section_id"?: string | null;
  "title"?: string | null;
};

export type RegulationIn = {
  "data": Regulation;
  "draft"?: boolean;
  "kind": "regulation";
  "member_id"?: string | null;
  "occurred_on": string;
  "others"?: Array<string>;
  "section_id"?: string | null;
  "title": string;
  "unit_id"?: string | null;
};

export type RemarkIn = {
  "remark": string;
};

export type ReopenIn = {
  "reason": string;
};

export type Requirement = {
  "article": string | null;
  "met": boolean;
  "title": string;
  "word": string;
};

export type ResearchReport = {
  "adopted_by"?: Array<"county" | "prefecture" | "province" | "national">;
  "from_activity"?: string | null;
};

export type ResearchReportEdit = {
  "data"?: ResearchReport | null;
  "kind": "research_report";
  "occurred_on"?: string | null;
  "section_id"?: string | null;
  "title"?: string | null;
};

export type ResearchReportIn = {
  "data": ResearchReport;
  "draft"?: boolean;
  "kind": "research_report";
  "member_id"?: string | null;
  "occurred_on": string;
  "others"?: Array<string>;
  "section_id"?: string | null;
  "title": string;
  "unit_id"?: string | null;
};

export type ResponseIn = {
  "accept": boolean;
  "note"?: string;
};

export type ResultLine = {
  "member_id": string;
  "name": string;
  "score": string | null;
  "shares": Array<Share>;
};

export type ResultOut = {
  "by_paper": number;
  "by_phone": number;
  "by_slip": number;
  "ended_at": string | null;
  "entitled": number;
  "id": string;
  "invalid": number;
  "lines": Array<ResultLine>;
  "quorum": "half" | "two_thirds" | "none";
  "receipts": Array<string>;
  "returned": number;
  "texts": Array<string>;
  "title": string;
  "year": number;
};

export type ReturnIn = {
  "reason": string;
};

export type RoleOut = {
  "permissions": Array<string>;
  "role": "member" | "convener" | "section_clerk" | "secretariat" | "scheme_author" | "verifier" | "chair" | "auditor" | "council_admin" | "system_admin";
};

export type RollEntry = {
  "initials": string;
  "late_recorded": boolean;
  "leave"?: "approved" | "pending" | null;
  "marked_at": string | null;
  "member_id": string;
  "method": string;
  "name": string;
  "note": string;
  "number": string;
  "reason": string;
  "signed_in_at": string | null;
  "status": "present" | "late" | "left_early" | "excused" | "excused_not_counted" | "absent" | null;
  "status_label": string;
};

export type RollIn = {
  "lines": Array<RollLine>;
};

export type RollLine = {
  "member_id": string;
  "note"?: string;
  "status": "present" | "late" | "left_early" | "excused" | "excused_not_counted" | "absent";
};

export type RollOut = {
  "activity_id": string;
  "claim_id": string | null;
  "counts": Record<string, number>;
  "due": number;
  "ends_at": string;
  "entries": Array<RollEntry>;
  "name": string;
  "rate": string;
  "sitting_id": string;
  "starts_at": string;
  "state": "open" | "closed";
  "title": string;
  "version": number;
};

export type RoundIn = {
  "as_of": string;
  "document": StatementOutline;
  "due_on": string;
  "oral"?: Array<string>;
  "others"?: Array<string>;
  "section_id"?: string | null;
  "title": string;
  "year": number;
};

export type RoundOut = {
  "as_of": string;
  "by_state": Record<string, number>;
  "document": StatementOutline;
  "due_on": string;
  "id": string;
  "reminded_at": string | null;
  "section_id": string;
  "state": "open" | "closed";
  "statements": number;
  "title": string;
  "version": number;
  "year": number;
};

export type RowOut = {
  "cells": Array<string>;
  "changes": Array<CellChange>;
  "errors": Array<Wrong>;
  "label": string;
  "number": number;
  "thing_id": string | null;
  "verdict": "new" | "changed" | "unchanged" | "wrong";
};

export type RunIn = {
  "year": number;
};

export type RunInForce = {
  "done": number | null;
  "finished_at": string | null;
  "id": string;
  "ledger_seq": number;
  "result_digest": string;
  "scheme_digest": string;
  "scheme_id": string;
  "started_at": string;
  "state": "running" | "complete" | "in_force" | "superseded" | "failed";
  "subjects": number;
  "version": number;
  "warnings": Array<string>;
  "year": number;
};

export type RunOut = {
  "done": number | null;
  "finished_at": string | null;
  "id": string;
  "ledger_seq": number;
  "result_digest": string;
  "scheme_digest": string;
  "scheme_id": string;
  "started_at": string;
  "state": "running" | "complete" | "in_force" | "superseded" | "failed";
  "subjects": number;
  "version": number;
  "year": number;
};

export type SalonRating = {
  "level": "county" | "prefecture" | "province" | "national";
  "stars": number;
  "year": number;
};

export type SalonRatingEdit = {
  "data"?: SalonRating | null;
  "kind": "salon_rating";
  "occurred_on"?: string | null;
  "section_id"?: string | null;
  "title"?: string | null;
};

export type SalonRatingIn = {
  "data": SalonRating;
  "draft"?: boolean;
  "kind": "salon_rating";
  "member_id"?: string | null;
  "occurred_on": string;
  "others"?: Array<string>;
  "section_id"?: string | null;
  "title": string;
  "unit_id"?: string | null;
};

export type SanctionBrief = {
  "body": string;
  "decided_on": string | null;
  "effect_on": string | null;
  "label": string;
  "minutes": string;
  "state_label": string;
};

export type SanctionEdit = {
  "grounds"?: Array<GroundIn> | null;
  "kind"?: "remind" | "talk" | "circulate" | "warn" | "advise_resign" | "order_resign" | "revoke" | "resignation" | null;
};

export type SanctionFull = {
  "bodies": Array<"chairpersons_council" | "standing_committee">;
  "body": "chairpersons_council" | "standing_committee" | null;
  "created_at": string;
  "decided_on": string | null;
  "effect_on": string | null;
  "ends_membership": boolean;
  "events": Array<EventOut>;
  "grounds": Array<GroundOut>;
  "hear_by": string | null;
  "heard": boolean;
  "id": string;
  "kind": "remind" | "talk" | "circulate" | "warn" | "advise_resign" | "order_resign" | "revoke" | "resignation";
  "label": string;
  "may": Array<string>;
  "member_id": string;
  "minutes": string;
  "name": string;
  "number": string;
  "reconsider_until": string | null;
  "rights_ended_at": string | null;
  "state": "draft" | "hearing" | "ready" | "decided" | "reconsidering" | "upheld" | "lifted" | "not_adopted" | "dropped";
  "state_label": string;
  "statement": string;
  "version": number;
  "year": number;
};

export type SanctionIn = {
  "grounds": Array<GroundIn>;
  "kind": "remind" | "talk" | "circulate" | "warn" | "advise_resign" | "order_resign" | "revoke" | "resignation";
  "member_id": string;
  "year": number;
};

export type SanctionOut = {
  "body": "chairpersons_council" | "standing_committee" | null;
  "created_at": string;
  "decided_on": string | null;
  "effect_on": string | null;
  "ends_membership": boolean;
  "hear_by": string | null;
  "heard": boolean;
  "id": string;
  "kind": "remind" | "talk" | "circulate" | "warn" | "advise_resign" | "order_resign" | "revoke" | "resignation";
  "label": string;
  "member_id": string;
  "minutes": string;
  "name": string;
  "number": string;
  "state": "draft" | "hearing" | "ready" | "decided" | "reconsidering" | "upheld" | "lifted" | "not_adopted" | "dropped";
  "state_label": string;
  "version": number;
  "year": number;
};

export type SatisfactionIn = {
  "process"?: "unrated" | "satisfied" | "basically_satisfied" | "dissatisfied" | null;
  "result"?: "unrated" | "satisfied" | "basically_satisfied" | "dissatisfied" | null;
};

export type SchemeIn = {
  "text": string;
};

export type SchemeOut = {
  "code": string;
  "copied_from": string | null;
  "created_at": string;
  "digest": string;
  "group_years": Array<number>;
  "handled_by_me": boolean;
  "id": string;
  "state": "draft" | "checked" | "adopted" | "withdrawn";
  "title": string;
  "version": number;
  "years": Array<number>;
};

export type SchemeReading = {
  "across": Array<string>;
  "adopted_by": string | null;
  "choices": Array<string>;
  "code": string;
  "digest": string;
  "effective": string | null;
  "examples": Array<ExampleOut>;
  "gates": Array<GateOut>;
  "grades": Array<GradeOut>;
  "notes": Array<string>;
  "open_points": Array<OpenPoint>;
  "place": string;
  "sections": Array<SectionOut>;
  "seen": string | null;
  "structure": Array<string>;
  "title": string;
  "unseen": Array<string>;
  "year": number | null;
};

export type SchemeText = {
  "code": string;
  "copied_from": string | null;
  "created_at": string;
  "digest": string;
  "group_years": Array<number>;
  "handled_by_me": boolean;
  "id": string;
  "state": "draft" | "checked" | "adopted" | "withdrawn";
  "text": string;
  "title": string;
  "version": number;
  "years": Array<number>;
};

export type Score = {
  "gates": Array<Record<string, unknown>>;
  "grade": string | null;
  "ledger_seq": number;
  "lines": Array<ReceiptLine>;
  "provisional": boolean;
  "run_id": string | null;
  "scheme": string;
  "scheme_digest": string;
  "section_titles": Record<string, string>;
  "sections": Record<string, string>;
  "sentences": Array<string>;
  "total": string;
  "year": number;
};

export type ScoreBrief = {
  "grade": string | null;
  "lines": Array<Record<string, unknown>>;
  "provisional": boolean;
  "total": string;
};

export type ScorecardOut = {
  "changed": boolean;
  "grade": string;
  "grade_in_force": string | null;
  "member_id": string;
  "name": string;
  "number": string;
  "place": number | null;
  "place_in_force": number | null;
  "points": string;
  "points_in_force": string | null;
};

export type SealedBrief = {
  "code": string;
  "digest": string;
  "version": number;
};

export type SearchOut = {
  "activities": Hits_FoundActivity;
  "contributions": Hits_FoundRecord;
  "members": Hits_FoundMember;
  "opinions": Hits_FoundRecord;
  "proposals": Hits_FoundRecord;
  "units": Hits_FoundUnit;
};

export type SeatChoice = {
  "council": string;
  "council_id": string;
  "seat_id": string;
};

export type SeatEdit = {
  "active"?: boolean | null;
  "roles"?: Array<"member" | "convener" | "section_clerk" | "secretariat" | "scheme_author" | "verifier" | "chair" | "auditor" | "council_admin" | "system_admin"> | null;
  "section_id"?: string | null;
};

export type SeatIn = {
  "seat_id": string;
};

export type SeatNew = {
  "display_name": string;
  "member_id"?: string | null;
  "roles": Array<"member" | "convener" | "section_clerk" | "secretariat" | "scheme_author" | "verifier" | "chair" | "auditor" | "council_admin" | "system_admin">;
  "section_id"?: string | null;
  "username": string;
};

export type SeatOut = {
  "account_id": string;
  "active": boolean;
  "display_name": string;
  "id": string;
  "member_id": string | null;
  "roles": Array<"member" | "convener" | "section_clerk" | "secretariat" | "scheme_author" | "verifier" | "chair" | "auditor" | "council_admin" | "system_admin">;
  "section_id": string | null;
  "username": string;
  "version": number;
};

export type SeatsNew = {
  "member_ids": Array<string>;
};

export type SectionOut = {
  "items": Array<ItemOut>;
  "kind": "base" | "bonus" | "deduction";
  "limits": Array<string>;
  "title": string;
};

export type SectionOverdue = {
  "name": string;
  "section_id": string;
  "waiting": number;
};

export type SectorGrades = {
  "grades": Array<GradeCount>;
  "name": string;
  "unit_id": string | null;
};

export type SectorShift = {
  "added": number;
  "down": number;
  "mean_after": string;
  "mean_before": string | null;
  "mean_shift": string | null;
  "members": number;
  "same": number;
  "sector": string;
  "up": number;
};

export type SectorTurnout = {
  "absent": number;
  "attended": number;
  "due": number;
  "excused": number;
  "members": number | null;
  "name": string;
  "not_counted": number;
  "per_member": string;
  "rate": string;
  "unit_id": string | null;
};

export type SeenIn = {
  "until": string;
};

export type Select = {
  "fact": Array<string>;
  "period"?: Period | null;
  "rest_of"?: Array<string>;
  "via"?: string | null;
  "where"?: Array<Record<string, unknown>>;
};

export type SelectionDecisionIn = {
  "members"?: Array<string> | null;
  "number"?: number | null;
  "reason": string;
};

export type SelectionOut = {
  "article": string | null;
  "asks_number": boolean;
  "cohorts": Array<CohortOut>;
  "decision": DecisionOut | null;
  "id": string;
  "open": boolean;
  "ranking": string;
  "title": string;
};

export type SendIn = {
  "hear_by": string;
};

export type SessionOut = {
  "created_at": string;
  "current": boolean;
  "device": string;
  "id": string;
  "used_at": string;
};

export type SettleIn = {
  "body": "chairpersons_council" | "standing_committee";
  "decided_on": string;
  "minutes": string;
  "text"?: string;
  "upheld": boolean;
};

export type Share = {
  "count": number;
  "key": string;
  "label": string;
  "of": number;
  "percent": string;
};

export type ShareIn = {
  "partner_ids": Array<string>;
};

export type ShareOut = {
  "member_id": string;
  "name": string;
  "role": "lead" | "drafter" | "cosigner" | "author" | "participant";
  "state": "pending" | "accepted" | "declined";
};

export type SheetColumn = {
  "choices": Array<string>;
  "key": string;
  "place": string;
  "title": string;
};

export type SheetIn = {
  "marks": Record<string, string>;
  "receipt": string;
  "text"?: string;
};

export type SheetLine = {
  "code": string;
  "digest": string;
  "kept_at": string;
  "member_id": string;
  "name": string;
  "number": string;
  "reason": string;
  "version": number;
};

export type SignIn = {
  "digest": string;
  "name": string;
  "year": number;
};

export type SignInBatchIn = {
  "attempts": Array<SignInEntry>;
  "device": string;
  "sent_at": string;
};

export type SignInDecisionIn = {
  "decision": "confirmed" | "annulled";
  "reason": string;
};

export type SignInEntry = {
  "accuracy"?: number | null;
  "act"?: "in" | "out";
  "code"?: string | null;
  "digits"?: string | null;
  "inside"?: boolean | null;
  "nonce": string;
  "seen_at": string;
  "sitting_id"?: string | null;
  "tag"?: string | null;
};

export type SignInOut = {
  "accuracy": number | null;
  "act": "in" | "out";
  "counts": boolean;
  "decision": "confirmed" | "annulled" | null;
  "doubt_labels": Array<string>;
  "doubts": Array<string>;
  "entered_by": string;
  "id": string;
  "inside": boolean | null;
  "member_id": string;
  "name": string;
  "note": string;
  "number": string;
  "own_entry": boolean;
  "reason": string;
  "received_at": string;
  "seen_at": string;
  "shown_at": string | null;
  "verdict": "accepted" | "queued" | "expired" | "early" | "forged" | "wrong_digits" | "too_many_tries" | "not_due" | "cancelled" | "reused" | "too_late";
  "verdict_label": string;
  "way": "hall_code" | "digits" | "own_code" | "desk" | "paper" | "late";
};

export type SignInReviewOut = {
  "accuracy": number | null;
  "act": "in" | "out";
  "counts": boolean;
  "decision": "confirmed" | "annulled" | null;
  "doubt_labels": Array<string>;
  "doubts": Array<string>;
  "entered_by": string;
  "id": string;
  "inside": boolean | null;
  "member_id": string;
  "name": string;
  "note": string;
  "number": string;
  "own_entry": boolean;
  "reason": string;
  "received_at": string;
  "roll_state": "open" | "closed";
  "seen_at": string;
  "shown_at": string | null;
  "sitting_id": string;
  "starts_at": string;
  "title": string;
  "verdict": "accepted" | "queued" | "expired" | "early" | "forged" | "wrong_digits" | "too_many_tries" | "not_due" | "cancelled" | "reused" | "too_late";
  "verdict_label": string;
  "way": "hall_code" | "digits" | "own_code" | "desk" | "paper" | "late";
};

export type SignInVerdictOut = {
  "counted_at": string | null;
  "nonce": string;
  "sentence": string;
  "sitting_id": string | null;
  "title": string;
  "verdict": "accepted" | "queued" | "expired" | "early" | "forged" | "wrong_digits" | "too_many_tries" | "not_due" | "cancelled" | "reused" | "too_late";
};

export type SignInVerdictsOut = {
  "verdicts": Array<SignInVerdictOut>;
};

export type SignInsOut = {
  "items": Array<SignInOut>;
  "sitting_id": string;
  "waiting": number;
};

export type SignatureLine = {
  "member_id": string;
  "name": string;
  "number": string;
  "read_at": string | null;
  "signed_at": string | null;
};

export type SilentGroup = {
  "convener": PersonRef | null;
  "days": number | null;
  "kind": string;
  "last": LastRecord | null;
  "members": number;
  "name": string;
  "unit_id": string;
};

export type SittingIn = {
  "ends_at": string;
  "half_days"?: number;
  "name"?: string;
  "place"?: string;
  "starts_at": string;
};

export type SittingOut = {
  "ends_at": string;
  "half_days": number;
  "id": string;
  "name": string;
  "place": string;
  "roll_state": "open" | "closed";
  "starts_at": string;
  "version": number;
};

export type Slip = {
  "display_name": string;
  "initial_password": string;
  "seat_id": string;
  "username": string;
  "valid_until": string;
};

export type SlipSheetIn = {
  "marks": Record<string, string>;
  "receipt": string;
  "slip": string;
  "text"?: string;
};

export type SlipsIn = {
  "count": number;
};

export type SlipsOut = {
  "codes": Array<string>;
};

export type SpanIn = {
  "ends_on": string;
  "starts_on": string;
};

export type SpecialOversight = {
  "topic": string;
};

export type SpecialOversightEdit = {
  "data"?: SpecialOversight | null;
  "kind": "special_oversight";
  "occurred_on"?: string | null;
  "section_id"?: string | null;
  "title"?: string | null;
};

export type SpecialOversightIn = {
  "data": SpecialOversight;
  "draft"?: boolean;
  "kind": "special_oversight";
  "member_id"?: string | null;
  "occurred_on": string;
  "others"?: Array<string>;
  "section_id"?: string | null;
  "title": string;
  "unit_id"?: string | null;
};

export type SpecialTask = {
  "level"?: "county" | "prefecture" | "province" | "national";
  "task": "epidemic" | "resumption" | "flood" | "typhoon" | "rescue" | "central_task" | "other";
  "text"?: string;
};

export type SpecialTaskEdit = {
  "data"?: SpecialTask | null;
  "kind": "special_task";
  "occurred_on"?: string | null;
  "section_id"?: string | null;
  "title"?: string | null;
};

export type SpecialTaskIn = {
  "data": SpecialTask;
  "draft"?: boolean;
  "kind": "special_task";
  "member_id"?: string | null;
  "occurred_on": string;
  "others"?: Array<string>;
  "section_id"?: string | null;
  "title": string;
  "unit_id"?: string | null;
};

export type StandingOut = {
  "grade": string;
  "member_id": string;
  "name": string;
  "number": string;
  "place": number | null;
  "points": string;
  "roster": number;
};

export type StandingsOut = {
  "members": Array<StandingOut>;
  "run": RunOut;
};

export type StateIn = {
  "holds": boolean | null;
  "reason": string;
  "state": string;
  "year": number;
};

export type StateOut = {
  "holds": boolean | null;
  "id": string;
  "member_id": string;
  "name": string;
  "number": string;
  "reason": string;
  "recorded_at": string;
  "state": string;
  "title": string;
  "year": number;
};

export type StateWord = {
  "state": string;
  "title": string;
};

export type StatementDraft = {
  "claim_id": string | null;
  "document": StatementOutline;
  "due_on": string;
  "excuse": string;
  "form": "oral" | "written";
  "frozen": boolean;
  "id": string;
  "late": boolean;
  "may": Array<string>;
  "meeting": string;
  "member_id": string;
  "name": string;
  "number": number;
  "parts": Record<string, string>;
  "presented_at": string | null;
  "records": Array<StatementRecord>;
  "remark": string;
  "round_id": string;
  "round_state": "open" | "closed";
  "sentences": Array<StatementSentence>;
  "state": "draft" | "submitted" | "returned" | "accepted" | "presented" | "filed";
  "state_label": string;
  "submitted_at": string | null;
  "title": string;
  "turn": number | null;
  "version": number;
  "words": number;
  "year": number;
};

export type StatementHeading = {
  "about"?: Array<"meetings" | "proposals" | "contacts">;
  "id": string;
  "title": string;
};

export type StatementIn = {
  "form"?: "own" | "paper" | "oral";
  "text": string;
};

export type StatementLine = {
  "claim_id": string | null;
  "due_on": string;
  "excuse": string;
  "form": "oral" | "written";
  "id": string;
  "late": boolean;
  "member_id": string;
  "name": string;
  "number": number;
  "round_id": string;
  "round_state": "open" | "closed";
  "state": "draft" | "submitted" | "returned" | "accepted" | "presented" | "filed";
  "state_label": string;
  "submitted_at": string | null;
  "title": string;
  "turn": number | null;
  "version": number;
  "year": number;
};

export type StatementNumber = {
  "key": string;
  "label": string;
  "record_ids": Array<string>;
  "unit": string;
  "value": number;
};

export type StatementOutline = {
  "headings": Array<StatementHeading>;
  "longest"?: number;
};

export type StatementRecord = {
  "claim_id": string;
  "id": string;
  "occurred_on": string;
  "title": string;
};

export type StatementSentence = {
  "about": string;
  "heading": string;
  "numbers": Array<StatementNumber>;
  "text": string;
};

export type StatesOut = {
  "known": Array<StateWord>;
  "recorded": Array<StateOut>;
  "year": number;
};

export type Step = {
  "action": string;
  "adds": string;
  "sentence": string;
  "times": number;
};

export type StepOut = {
  "action": string;
  "at": string;
  "by": string;
  "state": string;
};

export type StudyNote = {
  "form": "note" | "essay" | "talk";
  "topic"?: string;
};

export type StudyNoteEdit = {
  "data"?: StudyNote | null;
  "kind": "study_note";
  "occurred_on"?: string | null;
  "section_id"?: string | null;
  "title"?: string | null;
};

export type StudyNoteIn = {
  "data": StudyNote;
  "draft"?: boolean;
  "kind": "study_note";
  "member_id"?: string | null;
  "occurred_on": string;
  "others"?: Array<string>;
  "section_id"?: string | null;
  "title": string;
  "unit_id"?: string | null;
};

export type Suggestion = {
  "from_activity": string;
  "reply"?: string;
  "state"?: "issued" | "accepted" | "done" | "not_accepted";
  "text": string;
  "to_unit"?: string;
};

export type SuggestionEdit = {
  "data"?: Suggestion | null;
  "kind": "suggestion";
  "occurred_on"?: string | null;
  "section_id"?: string | null;
  "title"?: string | null;
};

export type SuggestionIn = {
  "data": Suggestion;
  "draft"?: boolean;
  "kind": "suggestion";
  "member_id"?: string | null;
  "occurred_on": string;
  "others"?: Array<string>;
  "section_id"?: string | null;
  "title": string;
  "unit_id"?: string | null;
};

export type SuggestionStateIn = {
  "reply"?: string;
  "state": "issued" | "accepted" | "done" | "not_accepted";
};

export type SupplementIn = {
  "body": string;
  "decided_on": string;
  "member_id": string;
  "minutes": string;
  "reason": string;
  "text": string;
};

export type TakeBackIn = {
  "reason"?: string;
};

export type TenureBrief = {
  "ends_on": string | null;
  "starts_on": string;
  "state": string;
};

export type TenureNew = {
  "starts_on": string;
};

export type TermChangeGo = {
  "carry_kinds"?: Array<"sector" | "special_committee" | "activity_group" | "area_group" | "party_branch">;
  "carry_posts"?: boolean;
  "digest": string;
  "ends_on": string;
  "first_year"?: DutyYearNew | null;
  "leave_out"?: Array<string>;
  "number": number;
  "previous_ends_on"?: string | null;
  "starts_on": string;
};

export type TermChangeIn = {
  "carry_kinds"?: Array<"sector" | "special_committee" | "activity_group" | "area_group" | "party_branch">;
  "carry_posts"?: boolean;
  "ends_on": string;
  "first_year"?: DutyYearNew | null;
  "leave_out"?: Array<string>;
  "number": number;
  "previous_ends_on"?: string | null;
  "starts_on": string;
};

export type TermChangeOut = {
  "carried": Array<ChangePerson>;
  "ended": Array<ChangePerson>;
  "joined": Array<ChangePerson>;
  "previous": TermOut | null;
  "term": TermOut;
  "years": Array<DutyYearOut>;
};

export type TermChangePreview = {
  "blockers": Array<ChangeFinding>;
  "carried": Array<ChangePerson>;
  "digest": string;
  "ended": Array<ChangePerson>;
  "ends_on": string;
  "first_year": DutyYearNew | null;
  "last_day": string;
  "left_before": Array<ChangeLeaver>;
  "number": number;
  "places_ended": number;
  "places_kept": number;
  "posts": Array<ChangePostLine>;
  "present": Array<ChangePerson>;
  "previous": TermOut | null;
  "schemes": Array<ChangeSchemeLine>;
  "seats": number;
  "starts_on": string;
  "templates": Array<ChangeTemplateLine>;
  "units": Array<ChangeUnitLine>;
  "warnings": Array<ChangeFinding>;
};

export type TermDossier = {
  "ends_on": string;
  "member_id": string;
  "name": string;
  "number": string;
  "starts_on": string;
  "tenures": Array<TenureBrief>;
  "term": number;
  "terms": Array<number>;
  "years": Array<TermYear>;
};

export type TermNew = {
  "ends_on": string;
  "number": number;
  "starts_on": string;
};

export type TermOut = {
  "ends_on": string;
  "id": string;
  "number": number;
  "starts_on": string;
};

export type TermReview = {
  "ends_on": string;
  "lines": Array<Line>;
  "starts_on": string;
  "term": number;
};

export type TermYear = {
  "attendance": Array<AttendanceCount>;
  "chosen": Array<string>;
  "ends_on": string;
  "grade": string;
  "honours": Array<string>;
  "pledge": PledgeBrief | null;
  "points": string | null;
  "records": number;
  "sealed": SealedBrief | null;
  "starts_on": string;
  "state": string;
  "supplements": Array<Record<string, unknown>>;
  "year": number;
};

export type Test = {
  "any_of"?: Array<boolean | number | string> | null;
  "at_least"?: number | null;
  "at_most"?: number | null;
  "empty"?: boolean | null;
  "none_of"?: Array<boolean | number | string> | null;
};

export type TextIn = {
  "device"?: string;
  "parts": Record<string, unknown>;
};

export type TextOut = {
  "device": string;
  "number": number;
  "parts": Record<string, string>;
  "saved_at": string;
};

export type Threshold = {
  "advice": string;
  "article"?: string;
  "count"?: "absent" | "absent_or_excused";
  "kinds": Array<"plenary" | "plenary_group" | "standing_committee" | "chairpersons_council" | "special_committee" | "sector" | "district_liaison" | "congress" | "other_meeting" | "consultation" | "livelihood_hall" | "face_to_face" | "oversight" | "survey" | "inspection" | "study" | "training" | "visit" | "salon" | "contact" | "charity" | "seminar" | "other_activity">;
  "per": "year" | "term";
  "posts"?: Array<"member" | "standing_member" | "chair_group">;
  "times": number;
};

export type Ticked = {
  "basis": string;
  "claim_id": string;
  "met": Array<string>;
  "occurred_on": string;
  "state": "draft" | "submitted" | "verified" | "returned" | "withdrawn";
  "state_label": string;
};

export type TokenAnswer = {
  "access_token": string;
  "council_id"?: string | null;
  "expires_in": number;
  "password_change_required"?: boolean;
  "refresh_token": string;
  "seat_id"?: string | null;
  "seats"?: Array<SeatChoice>;
  "token_type"?: "bearer";
};

export type TrainingRecord = {
  "completeness": "full" | "partial";
  "half_days"?: number;
  "level"?: "county" | "prefecture" | "province" | "national";
  "offsite"?: boolean;
  "organiser"?: string;
};

export type TrainingRecordEdit = {
  "data"?: TrainingRecord | null;
  "kind": "training_record";
  "occurred_on"?: string | null;
  "section_id"?: string | null;
  "title"?: string | null;
};

export type TrainingRecordIn = {
  "data": TrainingRecord;
  "draft"?: boolean;
  "kind": "training_record";
  "member_id"?: string | null;
  "occurred_on": string;
  "others"?: Array<string>;
  "section_id"?: string | null;
  "title": string;
  "unit_id"?: string | null;
};

export type Turnout = {
  "absent": number;
  "attended": number;
  "due": number;
  "excused": number;
  "not_counted": number;
  "rate": string;
};

export type TurnoutLine = {
  "kind": "plenary" | "plenary_group" | "standing_committee" | "chairpersons_council" | "special_committee" | "sector" | "district_liaison" | "congress" | "other_meeting" | "consultation" | "livelihood_hall" | "face_to_face" | "oversight" | "survey" | "inspection" | "study" | "training" | "visit" | "salon" | "contact" | "charity" | "seminar" | "other_activity";
  "member_id": string;
  "name": string;
  "note": string;
  "number": string;
  "occurred_on": string;
  "sitting_id": string;
  "starts_at": string;
  "status": "present" | "late" | "left_early" | "excused" | "excused_not_counted" | "absent";
  "title": string;
};

export type TurnoutOut = {
  "by": "sitting" | "kind" | "sector" | "special_committee" | "activity_group" | "area_group" | "member";
  "rows": Array<TurnoutRow>;
  "since": string;
  "sittings": number;
  "total": TurnoutRow;
  "until": string;
};

export type TurnoutRow = {
  "absent": number;
  "attended": number;
  "due": number;
  "excused": number;
  "excused_not_counted": number;
  "key": string;
  "late": number;
  "left_early": number;
  "name": string;
  "on"?: string | null;
  "rate": string;
};

export type UnitEdit = {
  "closed_on"?: string | null;
  "name"?: string | null;
  "note"?: string | null;
  "opened_on"?: string | null;
  "sort"?: number | null;
};

export type UnitNew = {
  "closed_on"?: string | null;
  "kind": "sector" | "special_committee" | "activity_group" | "area_group" | "party_branch" | "section" | "liaison_office" | "venue";
  "name": string;
  "note"?: string;
  "opened_on"?: string | null;
  "sort"?: number;
};

export type UnitOut = {
  "closed_on": string | null;
  "id": string;
  "kind": "sector" | "special_committee" | "activity_group" | "area_group" | "party_branch" | "section" | "liaison_office" | "venue";
  "kind_label": string;
  "name": string;
  "note": string;
  "opened_on": string | null;
  "sort": number;
  "version": number;
};

export type Unmasked = {
  "mobile": string | null;
};

export type Unvisited = {
  "contacts": Array<string>;
  "last": string | null;
  "member_id": string;
  "name": string;
  "number": string;
};

export type UnvisitedList = {
  "items": Array<Unvisited>;
  "members": number;
  "visited": number;
  "year": number;
};

export type VenueNote = {
  "text"?: string;
  "visitors"?: number;
};

export type VenueNoteEdit = {
  "data"?: VenueNote | null;
  "kind": "venue_note";
  "occurred_on"?: string | null;
  "section_id"?: string | null;
  "title"?: string | null;
};

export type VenueNoteIn = {
  "data": VenueNote;
  "draft"?: boolean;
  "kind": "venue_note";
  "member_id"?: string | null;
  "occurred_on": string;
  "others"?: Array<string>;
  "section_id"?: string | null;
  "title": string;
  "unit_id"?: string | null;
};

export type VerdictOut = {
  "claim_id": string;
  "sentence": string;
  "verified": boolean;
  "word": string;
};

export type VisitIn = {
  "follow_up"?: string;
  "follow_up_on"?: string | null;
  "kind": "visit" | "sick" | "hardship" | "birthday" | "congratulation" | "talk";
  "member_id": string;
  "note"?: string;
  "on": string;
  "visitor"?: string;
  "visitor_id"?: string | null;
};

export type VisitOut = {
  "blanked": boolean;
  "follow_up": string;
  "follow_up_on": string | null;
  "followed_up_at": string | null;
  "hidden": boolean;
  "id": string;
  "kind": "visit" | "sick" | "hardship" | "birthday" | "congratulation" | "talk";
  "member_id": string;
  "name": string;
  "note": string;
  "number": string;
  "on": string;
  "overdue": boolean;
  "struck": boolean;
  "version": number;
  "visitor": string;
  "visitor_id": string | null;
};

export type VoidIn = {
  "note": string;
};

export type Waiting = {
  "count": number;
  "since": string;
};

export type WayIn = {
  "challenge": string;
};

export type WayOut = {
  "address": string;
};

export type WhatIfOut = {
  "actions": Array<ActionOut>;
  "closed": boolean;
  "grade": string | null;
  "next_grade": NextGrade | null;
  "notice": string | null;
  "path": Array<Step>;
  "scheme": string;
  "scheme_digest": string;
  "total": string;
  "year": number;
};

export type WorkingDaysIn = {
  "days": Array<DayIn>;
};

export type WorkingDaysOut = {
  "days": Array<DayIn>;
  "source": string;
  "year": number;
};

export type Wrong = {
  "column": string | null;
  "row": number | null;
  "sentence": string;
  "suggestion": string | null;
  "text": string | null;
  "where": string;
  "word": string;
};

export type YearBrief = {
  "publicity": "own" | "named";
  "state": "open" | "closed" | "sealed";
  "step": "intake" | "lists" | "signatures" | "statements" | "run" | "objections" | "proposal" | "decision" | "publication" | "letters" | "sealing" | null;
  "year": number;
};

export type YearIn = {
  "dates"?: Record<string, string>;
  "objection_days"?: number;
  "publicity"?: "own" | "named";
  "year": number;
};

export type YearOut = {
  "blockers": Array<BlockerOut>;
  "digest": string;
  "history": Array<ActOut>;
  "objection_days": number;
  "objections_until": string | null;
  "publicity": "own" | "named";
  "run_id": string | null;
  "state": "open" | "closed" | "sealed";
  "step": "intake" | "lists" | "signatures" | "statements" | "run" | "objections" | "proposal" | "decision" | "publication" | "letters" | "sealing" | null;
  "steps": Array<EvaluationStep>;
  "version": number;
  "year": number;
};

export type app__facts__activities__schemas__ReasonIn = {
  "reason": string;
};

export type app__facts__contributions__bodies__GrantIn = {
  "data": Grant;
  "draft"?: boolean;
  "kind": "grant";
  "member_id"?: string | null;
  "occurred_on": string;
  "others"?: Array<string>;
  "section_id"?: string | null;
  "title": string;
  "unit_id"?: string | null;
};

export type app__standings__evaluation_year__schemas__DecisionIn = {
  "body": string;
  "decided_on": string;
  "minutes": string;
};

export type app__standings__objections__schemas__DecisionIn = {
  "reason": string;
  "upheld": boolean;
};

export type app__stewardship__awards__schemas__ReasonIn = {
  "reason": string;
};

export type app__stewardship__sanctions__schemas__DecisionIn = {
  "adopted": boolean;
  "body": "chairpersons_council" | "standing_committee";
  "decided_on": string;
  "effect_on"?: string | null;
  "minutes": string;
  "text"?: string;
};

export type app__views__rollups__schemas__GrantIn = {
  "basis": string;
  "partner_id": string;
};

export interface Routes {
  "GET /activities": { path: Record<string, never>; query: { "kind"?: "plenary" | "plenary_group" | "standing_committee" | "chairpersons_council" | "special_committee" | "sector" | "district_liaison" | "congress" | "other_meeting" | "consultation" | "livelihood_hall" | "face_to_face" | "oversight" | "survey" | "inspection" | "study" | "training" | "visit" | "salon" | "contact" | "charity" | "seminar" | "other_activity" | null; "state"?: string | null; "since"?: string | null; "until"?: string | null; "section_id"?: string | null; "q"?: string | null; "order"?: "desc" | "asc"; "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_ActivityOut };
  "POST /activities": { path: Record<string, never>; query: Record<string, never>; body: ActivityIn; answer: ActivityOut };
  "POST /activities/due": { path: Record<string, never>; query: Record<string, never>; body: DueIn; answer: DueOut };
  "GET /activities/{activity_id}": { path: { "activity_id": string }; query: Record<string, never>; body: undefined; answer: ActivityOut };
  "PATCH /activities/{activity_id}": { path: { "activity_id": string }; query: Record<string, never>; body: ActivityEdit; answer: ActivityOut };
  "POST /activities/{activity_id}/cancel": { path: { "activity_id": string }; query: Record<string, never>; body: app__facts__activities__schemas__ReasonIn; answer: ActivityOut };
  "POST /activities/{activity_id}/conclude": { path: { "activity_id": string }; query: Record<string, never>; body: ConcludeIn; answer: ActivityOut };
  "POST /activities/{activity_id}/copies": { path: { "activity_id": string }; query: Record<string, never>; body: ActivityCopyIn; answer: ActivityOut };
  "GET /activities/{activity_id}/invitations": { path: { "activity_id": string }; query: Record<string, never>; body: undefined; answer: Array<InvitationOut> };
  "POST /activities/{activity_id}/invitations": { path: { "activity_id": string }; query: Record<string, never>; body: DueRule; answer: ActivityOut };
  "DELETE /activities/{activity_id}/invitations/{member_id}": { path: { "activity_id": string; "member_id": string }; query: Record<string, never>; body: undefined; answer: ActivityOut };
  "PUT /activities/{activity_id}/places": { path: { "activity_id": string }; query: Record<string, never>; body: HallPlacesIn; answer: ActivityOut };
  "POST /activities/{activity_id}/remind": { path: { "activity_id": string }; query: Record<string, never>; body: undefined; answer: ActivityOut };
  "PUT /activities/{activity_id}/response": { path: { "activity_id": string }; query: Record<string, never>; body: ResponseIn; answer: ActivityOut };
  "POST /activities/{activity_id}/share": { path: { "activity_id": string }; query: Record<string, never>; body: ShareIn; answer: ActivityOut };
  "POST /activities/{activity_id}/sittings": { path: { "activity_id": string }; query: Record<string, never>; body: SittingIn; answer: ActivityOut };
  "DELETE /activities/{activity_id}/sittings/{sitting_id}": { path: { "activity_id": string; "sitting_id": string }; query: Record<string, never>; body: undefined; answer: ActivityOut };
  "PUT /activities/{activity_id}/sittings/{sitting_id}": { path: { "activity_id": string; "sitting_id": string }; query: Record<string, never>; body: SittingIn; answer: ActivityOut };
  "DELETE /attachments/{attachment_id}": { path: { "attachment_id": string }; query: Record<string, never>; body: undefined; answer: undefined };
  "GET /attachments/{attachment_id}": { path: { "attachment_id": string }; query: Record<string, never>; body: undefined; answer: Blob };
  "GET /attendance-reminders": { path: Record<string, never>; query: { "year"?: number | null }; body: undefined; answer: AttendanceReminders };
  "GET /attendance-rules": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: AttendanceRulesOut };
  "PUT /attendance-rules": { path: Record<string, never>; query: Record<string, never>; body: AttendanceRulesIn; answer: AttendanceRulesOut };
  "GET /attendance-rules/versions": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Array<AttendanceRulesVersion> };
  "GET /audit": { path: Record<string, never>; query: { "object_kind"?: string | null; "object_id"?: string | null; "action"?: string | null; "account_id"?: string | null; "since"?: string | null; "until"?: string | null; "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_AuditOut };
  "GET /audit/head": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: AuditHeadOut };
  "GET /auth/identities": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Array<ProviderOut> };
  "POST /auth/identities/{provider}/start": { path: { "provider": string }; query: Record<string, never>; body: WayIn; answer: WayOut };
  "POST /auth/identities/{provider}/token": { path: { "provider": string }; query: Record<string, never>; body: CodeIn; answer: TokenAnswer };
  "POST /auth/logout": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: undefined };
  "POST /auth/password": { path: Record<string, never>; query: Record<string, never>; body: PasswordIn; answer: undefined };
  "POST /auth/refresh": { path: Record<string, never>; query: Record<string, never>; body: RefreshIn; answer: TokenAnswer };
  "POST /auth/seat": { path: Record<string, never>; query: Record<string, never>; body: SeatIn; answer: TokenAnswer };
  "GET /auth/seats": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Array<SeatChoice> };
  "GET /auth/sessions": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Array<SessionOut> };
  "DELETE /auth/sessions/{session_id}": { path: { "session_id": string }; query: Record<string, never>; body: undefined; answer: undefined };
  "POST /auth/token": { path: Record<string, never>; query: Record<string, never>; body: LogInForm; answer: TokenAnswer };
  "GET /awards": { path: Record<string, never>; query: { "year"?: number | null; "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_AwardOut };
  "POST /awards": { path: Record<string, never>; query: Record<string, never>; body: AwardIn; answer: AwardFull };
  "GET /awards/{award_id}": { path: { "award_id": string }; query: Record<string, never>; body: undefined; answer: AwardFull };
  "POST /awards/{award_id}/cancel": { path: { "award_id": string }; query: Record<string, never>; body: app__stewardship__awards__schemas__ReasonIn; answer: AwardFull };
  "POST /awards/{award_id}/choose": { path: { "award_id": string }; query: Record<string, never>; body: ChoiceIn; answer: AwardFull };
  "POST /awards/{award_id}/close": { path: { "award_id": string }; query: Record<string, never>; body: undefined; answer: AwardFull };
  "POST /awards/{award_id}/nominees": { path: { "award_id": string }; query: Record<string, never>; body: NomineeIn; answer: AwardFull };
  "DELETE /awards/{award_id}/nominees/{nominee_id}": { path: { "award_id": string; "nominee_id": string }; query: Record<string, never>; body: undefined; answer: AwardFull };
  "POST /awards/{award_id}/nominees/{nominee_id}/papers": { path: { "award_id": string; "nominee_id": string }; query: Record<string, never>; body: PapersIn; answer: AwardFull };
  "POST /awards/{award_id}/publish": { path: { "award_id": string }; query: Record<string, never>; body: undefined; answer: AwardFull };
  "GET /ballots": { path: Record<string, never>; query: { "year"?: number | null; "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_PollRow };
  "POST /ballots": { path: Record<string, never>; query: Record<string, never>; body: PollIn; answer: PollOut };
  "GET /ballots/{ballot_id}": { path: { "ballot_id": string }; query: Record<string, never>; body: undefined; answer: PollOut };
  "POST /ballots/{ballot_id}/close": { path: { "ballot_id": string }; query: Record<string, never>; body: undefined; answer: PollOut };
  "POST /ballots/{ballot_id}/count": { path: { "ballot_id": string }; query: Record<string, never>; body: undefined; answer: PollOut };
  "POST /ballots/{ballot_id}/file": { path: { "ballot_id": string }; query: Record<string, never>; body: FileIn; answer: PollOut };
  "POST /ballots/{ballot_id}/hand-outs": { path: { "ballot_id": string }; query: Record<string, never>; body: HandOutIn; answer: PollOut };
  "POST /ballots/{ballot_id}/kiosk-votes": { path: { "ballot_id": string }; query: Record<string, never>; body: SlipSheetIn; answer: AcceptedOut };
  "POST /ballots/{ballot_id}/open": { path: { "ballot_id": string }; query: Record<string, never>; body: undefined; answer: PollOut };
  "POST /ballots/{ballot_id}/paper": { path: { "ballot_id": string }; query: Record<string, never>; body: PaperCountIn; answer: PaperCountOut };
  "POST /ballots/{ballot_id}/repeat": { path: { "ballot_id": string }; query: Record<string, never>; body: undefined; answer: PollOut };
  "GET /ballots/{ballot_id}/result": { path: { "ballot_id": string }; query: Record<string, never>; body: undefined; answer: ResultOut };
  "POST /ballots/{ballot_id}/slips": { path: { "ballot_id": string }; query: Record<string, never>; body: SlipsIn; answer: SlipsOut };
  "POST /ballots/{ballot_id}/unfile": { path: { "ballot_id": string }; query: Record<string, never>; body: app__facts__activities__schemas__ReasonIn; answer: PollOut };
  "POST /ballots/{ballot_id}/void": { path: { "ballot_id": string }; query: Record<string, never>; body: VoidIn; answer: PollOut };
  "GET /calendar/{token}.ics": { path: { "token": string }; query: Record<string, never>; body: undefined; answer: Blob };
  "GET /care-birthdays": { path: Record<string, never>; query: { "month"?: number | null }; body: undefined; answer: Birthdays };
  "GET /care-follow-ups": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Page_VisitOut };
  "GET /care-links": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Page_LinkOut };
  "POST /care-links": { path: Record<string, never>; query: Record<string, never>; body: LinkIn; answer: Page_LinkOut };
  "POST /care-links/{link_id}/end": { path: { "link_id": string }; query: Record<string, never>; body: LinkEnd; answer: Page_LinkOut };
  "GET /care-unvisited": { path: Record<string, never>; query: { "year"?: number | null }; body: undefined; answer: UnvisitedList };
  "GET /care-visits": { path: Record<string, never>; query: { "member_id"?: string | null; "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_VisitOut };
  "POST /care-visits": { path: Record<string, never>; query: Record<string, never>; body: VisitIn; answer: VisitOut };
  "GET /care-visits/{visit_id}": { path: { "visit_id": string }; query: Record<string, never>; body: undefined; answer: VisitOut };
  "POST /care-visits/{visit_id}/follow-up": { path: { "visit_id": string }; query: Record<string, never>; body: undefined; answer: VisitOut };
  "POST /care-visits/{visit_id}/strike": { path: { "visit_id": string }; query: Record<string, never>; body: undefined; answer: VisitOut };
  "GET /claims": { path: Record<string, never>; query: { "kind"?: "activity" | "attendance" | "ballot" | "contribution" | "opinion" | "pledge" | "proposal" | "statement" | null; "type"?: string | null; "state"?: "draft" | "submitted" | "verified" | "returned" | "withdrawn" | null; "section_id"?: string | null; "member_id"?: string | null; "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_ClaimOut };
  "GET /claims/{claim_id}": { path: { "claim_id": string }; query: Record<string, never>; body: undefined; answer: ClaimOut };
  "GET /claims/{claim_id}/attachments": { path: { "claim_id": string }; query: Record<string, never>; body: undefined; answer: Array<AttachmentOut> };
  "POST /claims/{claim_id}/attachments": { path: { "claim_id": string }; query: Record<string, never>; body: FormData; answer: AttachmentOut };
  "GET /claims/{claim_id}/course": { path: { "claim_id": string }; query: Record<string, never>; body: undefined; answer: Array<StepOut> };
  "PUT /claims/{claim_id}/participation": { path: { "claim_id": string }; query: Record<string, never>; body: ParticipationIn; answer: ClaimOut };
  "POST /claims/{claim_id}/return": { path: { "claim_id": string }; query: Record<string, never>; body: ReturnIn; answer: ClaimOut };
  "POST /claims/{claim_id}/submit": { path: { "claim_id": string }; query: Record<string, never>; body: undefined; answer: ClaimOut };
  "POST /claims/{claim_id}/take-back": { path: { "claim_id": string }; query: Record<string, never>; body: TakeBackIn; answer: ClaimOut };
  "POST /claims/{claim_id}/verify": { path: { "claim_id": string }; query: Record<string, never>; body: undefined; answer: ClaimOut };
  "POST /claims/{claim_id}/withdraw": { path: { "claim_id": string }; query: Record<string, never>; body: undefined; answer: ClaimOut };
  "GET /contribution-kinds": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Array<KindOut> };
  "GET /contributions": { path: Record<string, never>; query: { "kind"?: "plenary_speech" | "research_report" | "history_piece" | "history_photos" | "media_item" | "study_note" | "suggestion" | "books_given" | "bulletin" | "document" | "instruction" | "hearing" | "oversight_letter" | "special_oversight" | "face_to_face_views" | "grant" | "regulation" | "honour" | "salon_rating" | "member_award" | "venue_note" | "contact" | "party_link" | "charity" | "special_task" | "training_record" | "assessed" | "checklist" | null; "state"?: "draft" | "submitted" | "verified" | "returned" | "withdrawn" | null; "member_id"?: string | null; "section_id"?: string | null; "q"?: string | null; "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_ContributionOut };
  "POST /contributions": { path: Record<string, never>; query: Record<string, never>; body: PlenarySpeechIn | ResearchReportIn | HistoryPieceIn | HistoryPhotosIn | MediaItemIn | StudyNoteIn | SuggestionIn | BooksGivenIn | BulletinIn | DocumentIn | InstructionIn | HearingIn | OversightLetterIn | SpecialOversightIn | FaceToFaceViewsIn | app__facts__contributions__bodies__GrantIn | RegulationIn | HonourIn | SalonRatingIn | MemberAwardIn | VenueNoteIn | ContactIn | PartyLinkIn | CharityIn | SpecialTaskIn | TrainingRecordIn | AssessedIn | ChecklistIn; answer: ContributionOut };
  "GET /contributions/{contribution_id}": { path: { "contribution_id": string }; query: Record<string, never>; body: undefined; answer: ContributionOut };
  "PATCH /contributions/{contribution_id}": { path: { "contribution_id": string }; query: Record<string, never>; body: PlenarySpeechEdit | ResearchReportEdit | HistoryPieceEdit | HistoryPhotosEdit | MediaItemEdit | StudyNoteEdit | SuggestionEdit | BooksGivenEdit | BulletinEdit | DocumentEdit | InstructionEdit | HearingEdit | OversightLetterEdit | SpecialOversightEdit | FaceToFaceViewsEdit | GrantEdit | RegulationEdit | HonourEdit | SalonRatingEdit | MemberAwardEdit | VenueNoteEdit | ContactEdit | PartyLinkEdit | CharityEdit | SpecialTaskEdit | TrainingRecordEdit | AssessedEdit | ChecklistEdit; answer: ContributionOut };
  "POST /contributions/{contribution_id}/follow-up": { path: { "contribution_id": string }; query: Record<string, never>; body: SuggestionStateIn; answer: ContributionOut };
  "GET /corrections": { path: Record<string, never>; query: { "state"?: "open" | "accepted" | "refused" | "withdrawn" | null; "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_CorrectionRow };
  "POST /corrections/{correction_id}/decide": { path: { "correction_id": string }; query: Record<string, never>; body: CorrectionDecision; answer: CorrectionRow };
  "POST /corrections/{correction_id}/withdraw": { path: { "correction_id": string }; query: Record<string, never>; body: undefined; answer: CorrectionOut };
  "GET /council": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: CouncilOut };
  "PATCH /council": { path: Record<string, never>; query: Record<string, never>; body: CouncilEdit; answer: CouncilOut };
  "GET /councils": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Array<CouncilOut> };
  "POST /councils": { path: Record<string, never>; query: Record<string, never>; body: CouncilNew; answer: CouncilOpened };
  "GET /coverage": { path: Record<string, never>; query: { "on"?: string | null }; body: undefined; answer: Coverage };
  "GET /dashboard": { path: Record<string, never>; query: { "year"?: number | null }; body: undefined; answer: Dashboard };
  "GET /dashboard/attendance": { path: Record<string, never>; query: { "year"?: number | null; "kind"?: "plenary" | "standing" | "chairpersons" | "committee" | "groups" | "consultation" | "field" | "study" | "other" | null; "unit_id"?: string | null; "unplaced"?: boolean; "status"?: "due" | "attended" | "excused" | "absent" | "not_counted"; "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_AttendanceLine };
  "GET /dashboard/contributions": { path: Record<string, never>; query: { "family": "proposals" | "opinions" | "events"; "year"?: number | null; "month"?: string | null; "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_RecordLine };
  "GET /dashboard/grades": { path: Record<string, never>; query: { "grade": string; "year"?: number | null; "unit_id"?: string | null; "unplaced"?: boolean; "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_GradedLine };
  "GET /dashboard/members": { path: Record<string, never>; query: { "unit_id": string; "year"?: number | null; "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_MemberLine };
  "GET /dashboard/objections": { path: Record<string, never>; query: { "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_ObjectionLine };
  "GET /dashboard/records": { path: Record<string, never>; query: { "unit_id": string; "year"?: number | null; "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_RecordLine };
  "GET /dashboard/returned": { path: Record<string, never>; query: { "section_id"?: string | null; "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_ClaimLine };
  "GET /dashboard/silent": { path: Record<string, never>; query: { "year"?: number | null; "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_SilentGroup };
  "GET /dashboard/waiting": { path: Record<string, never>; query: { "section_id"?: string | null; "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_ClaimLine };
  "POST /dry-runs": { path: Record<string, never>; query: Record<string, never>; body: DryRunIn; answer: DryRunProgress };
  "GET /dry-runs/{dry_run_id}": { path: { "dry_run_id": string }; query: Record<string, never>; body: undefined; answer: DryRunProgress };
  "GET /dry-runs/{dry_run_id}/result": { path: { "dry_run_id": string }; query: { "moved"?: boolean }; body: undefined; answer: DryRunOut };
  "GET /duty-years": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Array<DutyYearOut> };
  "POST /duty-years": { path: Record<string, never>; query: Record<string, never>; body: DutyYearNew; answer: DutyYearOut };
  "GET /duty-years/{year}/scheme": { path: { "year": number }; query: { "subject"?: "member" | "group" }; body: undefined; answer: AdoptionOut };
  "PUT /duty-years/{year}/span": { path: { "year": number }; query: Record<string, never>; body: SpanIn; answer: DutyYearOut };
  "GET /duty-years/{year}/states": { path: { "year": number }; query: Record<string, never>; body: undefined; answer: StatesOut };
  "GET /evaluation-years": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Array<YearBrief> };
  "POST /evaluation-years": { path: Record<string, never>; query: Record<string, never>; body: YearIn; answer: YearOut };
  "GET /evaluation-years/{year}": { path: { "year": number }; query: Record<string, never>; body: undefined; answer: YearOut };
  "PATCH /evaluation-years/{year}": { path: { "year": number }; query: Record<string, never>; body: PlanIn; answer: YearOut };
  "POST /evaluation-years/{year}/decision": { path: { "year": number }; query: Record<string, never>; body: app__standings__evaluation_year__schemas__DecisionIn; answer: YearOut };
  "GET /evaluation-years/{year}/grades": { path: { "year": number }; query: Record<string, never>; body: undefined; answer: GradesOut };
  "GET /evaluation-years/{year}/lists": { path: { "year": number }; query: Record<string, never>; body: undefined; answer: Array<ListOut> };
  "POST /evaluation-years/{year}/lists/{unit_id}/confirm": { path: { "year": number; "unit_id": string }; query: Record<string, never>; body: undefined; answer: Array<ListOut> };
  "GET /evaluation-years/{year}/notice": { path: { "year": number }; query: Record<string, never>; body: undefined; answer: NoticeDraft };
  "POST /evaluation-years/{year}/objection-window": { path: { "year": number }; query: Record<string, never>; body: undefined; answer: YearOut };
  "GET /evaluation-years/{year}/sheets": { path: { "year": number }; query: Record<string, never>; body: undefined; answer: Array<SheetLine> };
  "GET /evaluation-years/{year}/signatures": { path: { "year": number }; query: Record<string, never>; body: undefined; answer: Array<SignatureLine> };
  "POST /evaluation-years/{year}/steps/{step}/finish": { path: { "year": number; "step": "intake" | "lists" | "signatures" | "statements" | "run" | "objections" | "proposal" | "publication" | "letters" | "sealing" }; query: Record<string, never>; body: FinishIn; answer: YearOut };
  "POST /evaluation-years/{year}/steps/{step}/reopen": { path: { "year": number; "step": "intake" | "lists" | "signatures" | "statements" | "run" | "objections" | "proposal" | "decision" | "publication" | "letters" | "sealing" }; query: Record<string, never>; body: ReopenIn; answer: YearOut };
  "POST /evaluation-years/{year}/supplements": { path: { "year": number }; query: Record<string, never>; body: SupplementIn; answer: Array<SheetLine> };
  "GET /feedback": { path: Record<string, never>; query: { "state"?: "open" | "answered" | null; "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_FeedbackRow };
  "POST /feedback/{feedback_id}/answer": { path: { "feedback_id": string }; query: Record<string, never>; body: FeedbackAnswer; answer: FeedbackRow };
  "GET /group-standings": { path: Record<string, never>; query: { "year": number }; body: undefined; answer: GroupStandings };
  "GET /group-standings/{unit_id}": { path: { "unit_id": string }; query: { "year": number }; body: undefined; answer: GroupScore };
  "GET /group-standings/{unit_id}/checklist": { path: { "unit_id": string }; query: { "year": number }; body: undefined; answer: GroupChecklist };
  "GET /honours": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Honours };
  "GET /imports": { path: Record<string, never>; query: { "kind"?: string | null; "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_ImportBrief };
  "POST /imports/charities": { path: Record<string, never>; query: Record<string, never>; body: FormData; answer: ImportOut };
  "GET /imports/charities/template": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Blob };
  "POST /imports/grants": { path: Record<string, never>; query: Record<string, never>; body: FormData; answer: ImportOut };
  "GET /imports/grants/template": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Blob };
  "POST /imports/history_pieces": { path: Record<string, never>; query: Record<string, never>; body: FormData; answer: ImportOut };
  "GET /imports/history_pieces/template": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Blob };
  "POST /imports/media_items": { path: Record<string, never>; query: Record<string, never>; body: FormData; answer: ImportOut };
  "GET /imports/media_items/template": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Blob };
  "POST /imports/opinions": { path: Record<string, never>; query: Record<string, never>; body: FormData; answer: ImportOut };
  "GET /imports/opinions/template": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Blob };
  "POST /imports/plenary_speeches": { path: Record<string, never>; query: Record<string, never>; body: FormData; answer: ImportOut };
  "GET /imports/plenary_speeches/template": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Blob };
  "POST /imports/proposals": { path: Record<string, never>; query: Record<string, never>; body: FormData; answer: ImportOut };
  "GET /imports/proposals/template": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Blob };
  "POST /imports/regulations": { path: Record<string, never>; query: Record<string, never>; body: FormData; answer: ImportOut };
  "GET /imports/regulations/template": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Blob };
  "POST /imports/research_reports": { path: Record<string, never>; query: Record<string, never>; body: FormData; answer: ImportOut };
  "GET /imports/research_reports/template": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Blob };
  "POST /imports/roster": { path: Record<string, never>; query: Record<string, never>; body: FormData; answer: ImportOut };
  "GET /imports/roster/template": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Blob };
  "GET /imports/{import_id}": { path: { "import_id": string }; query: { "verdict"?: "new" | "changed" | "unchanged" | "wrong" | null; "around"?: boolean; "limit"?: number; "cursor"?: string | null }; body: undefined; answer: ImportOut };
  "PATCH /imports/{import_id}": { path: { "import_id": string }; query: Record<string, never>; body: Mend; answer: ImportOut };
  "POST /imports/{import_id}/commit": { path: { "import_id": string }; query: Record<string, never>; body: undefined; answer: ImportOut };
  "POST /imports/{import_id}/discard": { path: { "import_id": string }; query: Record<string, never>; body: undefined; answer: ImportOut };
  "GET /imports/{import_id}/errors.xlsx": { path: { "import_id": string }; query: Record<string, never>; body: undefined; answer: Blob };
  "POST /imports/{import_id}/take-back": { path: { "import_id": string }; query: Record<string, never>; body: undefined; answer: ImportOut };
  "GET /inbox": { path: Record<string, never>; query: { "state"?: "submitted" | "returned" | "verified"; "section_id"?: string | null; "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_InboxRow };
  "GET /inbox/counts": { path: Record<string, never>; query: { "section_id"?: string | null }; body: undefined; answer: InboxCounts };
  "GET /leave-corrections": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Array<LateLeaveOut> };
  "GET /leave-deputies": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Array<DeputyOut> };
  "POST /leave-deputies": { path: Record<string, never>; query: Record<string, never>; body: DeputyIn; answer: DeputyOut };
  "DELETE /leave-deputies/{deputy_id}": { path: { "deputy_id": string }; query: Record<string, never>; body: undefined; answer: undefined };
  "GET /leave-rules": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: LeaveRulesOut };
  "PUT /leave-rules": { path: Record<string, never>; query: Record<string, never>; body: LeaveRulesIn; answer: LeaveRulesOut };
  "POST /leave-rules/try": { path: Record<string, never>; query: Record<string, never>; body: LeaveTry; answer: LeavePath };
  "GET /leaves": { path: Record<string, never>; query: { "box"?: "waiting" | "all"; "state"?: "pending_slip" | "submitted" | "returned" | "approved" | "rejected" | "withdrawn" | "cancelled" | null; "activity_id"?: string | null; "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_LeaveOut };
  "POST /leaves": { path: Record<string, never>; query: Record<string, never>; body: LeaveSpoken; answer: LeaveOut };
  "GET /leaves/{leave_id}": { path: { "leave_id": string }; query: Record<string, never>; body: undefined; answer: LeaveOut };
  "PUT /leaves/{leave_id}": { path: { "leave_id": string }; query: Record<string, never>; body: LeaveEdit; answer: LeaveOut };
  "POST /leaves/{leave_id}/cancel": { path: { "leave_id": string }; query: Record<string, never>; body: LeaveNote; answer: LeaveOut };
  "POST /leaves/{leave_id}/decide": { path: { "leave_id": string }; query: Record<string, never>; body: LeaveVerdictIn; answer: LeaveOut };
  "POST /leaves/{leave_id}/withdraw": { path: { "leave_id": string }; query: Record<string, never>; body: LeaveNote; answer: LeaveOut };
  "GET /ledger": { path: Record<string, never>; query: { "year"?: number | null; "fact"?: string | null; "type"?: string | null; "member_id"?: string | null; "section_id"?: string | null; "claim_id"?: string | null; "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_DutyRecordOut };
  "GET /me": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Me };
  "GET /me/ballots": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Array<MyPollRow> };
  "GET /me/ballots/{ballot_id}": { path: { "ballot_id": string }; query: Record<string, never>; body: undefined; answer: MyPollOut };
  "GET /me/ballots/{ballot_id}/receipts": { path: { "ballot_id": string }; query: Record<string, never>; body: undefined; answer: ReceiptsOut };
  "POST /me/ballots/{ballot_id}/vote": { path: { "ballot_id": string }; query: Record<string, never>; body: SheetIn; answer: AcceptedOut };
  "DELETE /me/calendar-feed": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: undefined };
  "GET /me/calendar-feed": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: CalendarFeedOut };
  "PUT /me/calendar-feed": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: CalendarFeedMade };
  "GET /me/care-links": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Page_LinkOut };
  "GET /me/corrections": { path: Record<string, never>; query: { "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_CorrectionOut };
  "POST /me/corrections": { path: Record<string, never>; query: Record<string, never>; body: CorrectionNew; answer: CorrectionOut };
  "GET /me/dossier": { path: Record<string, never>; query: { "year"?: number | null; "as_of"?: string | null }; body: undefined; answer: Dossier };
  "GET /me/dossier/term": { path: Record<string, never>; query: { "term"?: number | null }; body: undefined; answer: TermDossier };
  "GET /me/evaluation": { path: Record<string, never>; query: { "year": number }; body: undefined; answer: OwnYear };
  "POST /me/evaluation/read": { path: Record<string, never>; query: Record<string, never>; body: ReadIn; answer: OwnYear };
  "POST /me/evaluation/sign": { path: Record<string, never>; query: Record<string, never>; body: SignIn; answer: OwnYear };
  "GET /me/evaluations": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Array<OwnBrief> };
  "GET /me/export": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Blob };
  "GET /me/feedback": { path: Record<string, never>; query: { "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_FeedbackOut };
  "POST /me/feedback": { path: Record<string, never>; query: Record<string, never>; body: FeedbackNew; answer: FeedbackOut };
  "GET /me/honours": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Honours };
  "GET /me/identities": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Array<BindingOut> };
  "DELETE /me/identities/{provider}": { path: { "provider": string }; query: Record<string, never>; body: undefined; answer: undefined };
  "POST /me/identities/{provider}": { path: { "provider": string }; query: Record<string, never>; body: CodeIn; answer: Array<BindingOut> };
  "GET /me/leaves": { path: Record<string, never>; query: { "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_LeaveOut };
  "POST /me/leaves": { path: Record<string, never>; query: Record<string, never>; body: LeaveIn; answer: LeaveOut };
  "POST /me/leaves/path": { path: Record<string, never>; query: Record<string, never>; body: LeavePathIn; answer: LeavePath };
  "GET /me/notices": { path: Record<string, never>; query: { "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Notices };
  "PUT /me/notices/seen": { path: Record<string, never>; query: Record<string, never>; body: SeenIn; answer: undefined };
  "GET /me/objections": { path: Record<string, never>; query: { "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_ObjectionOut };
  "POST /me/objections": { path: Record<string, never>; query: Record<string, never>; body: ObjectionIn; answer: ObjectionFull };
  "GET /me/pledges": { path: Record<string, never>; query: { "year"?: number | null }; body: undefined; answer: Array<PledgeOut> };
  "GET /me/registration.pdf": { path: Record<string, never>; query: { "year": number }; body: undefined; answer: Blob };
  "GET /me/sanctions": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Page_SanctionOut };
  "GET /me/score": { path: Record<string, never>; query: { "year"?: number | null }; body: undefined; answer: Score };
  "POST /me/sign-in-key": { path: Record<string, never>; query: Record<string, never>; body: DeviceIn; answer: DeviceOut };
  "GET /me/sign-ins": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: MySittingsOut };
  "POST /me/sign-ins": { path: Record<string, never>; query: Record<string, never>; body: SignInBatchIn; answer: SignInVerdictsOut };
  "GET /me/statements": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Array<StatementLine> };
  "GET /me/what-if": { path: Record<string, never>; query: { "year"?: number | null }; body: undefined; answer: WhatIfOut };
  "GET /members": { path: Record<string, never>; query: { "on"?: string | null; "sector"?: string | null; "special_committee"?: string | null; "group"?: string | null; "area_group"?: string | null; "party_branch"?: string | null; "post"?: Array<"chair" | "vice_chair" | "secretary_general" | "standing_member">; "q"?: string; "limit"?: number; "cursor"?: string | null }; body: undefined; answer: MemberPage };
  "POST /members": { path: Record<string, never>; query: Record<string, never>; body: MemberNew; answer: MemberOut };
  "POST /members/seats": { path: Record<string, never>; query: Record<string, never>; body: SeatsNew; answer: Array<Slip> };
  "GET /members/{member_id}": { path: { "member_id": string }; query: Record<string, never>; body: undefined; answer: MemberOut };
  "PATCH /members/{member_id}": { path: { "member_id": string }; query: Record<string, never>; body: MemberEdit; answer: MemberOut };
  "GET /members/{member_id}/dossier": { path: { "member_id": string }; query: { "year"?: number | null; "as_of"?: string | null }; body: undefined; answer: Dossier };
  "GET /members/{member_id}/dossier/term": { path: { "member_id": string }; query: { "term"?: number | null }; body: undefined; answer: TermDossier };
  "GET /members/{member_id}/erasure": { path: { "member_id": string }; query: Record<string, never>; body: undefined; answer: ErasureState };
  "POST /members/{member_id}/erasure": { path: { "member_id": string }; query: Record<string, never>; body: ErasureNew; answer: ErasureState };
  "POST /members/{member_id}/leave": { path: { "member_id": string }; query: Record<string, never>; body: Leave; answer: MemberOut };
  "POST /members/{member_id}/placements": { path: { "member_id": string }; query: Record<string, never>; body: PlaceNew; answer: MemberOut };
  "PATCH /members/{member_id}/placements/{placement_id}": { path: { "member_id": string; "placement_id": string }; query: Record<string, never>; body: PlaceEdit; answer: MemberOut };
  "GET /members/{member_id}/pledges": { path: { "member_id": string }; query: Record<string, never>; body: undefined; answer: Array<PledgeOut> };
  "POST /members/{member_id}/posts": { path: { "member_id": string }; query: Record<string, never>; body: PostNew; answer: MemberOut };
  "PATCH /members/{member_id}/posts/{post_id}": { path: { "member_id": string; "post_id": string }; query: Record<string, never>; body: PostEdit; answer: MemberOut };
  "GET /members/{member_id}/registration.pdf": { path: { "member_id": string }; query: { "year": number }; body: undefined; answer: Blob };
  "GET /members/{member_id}/score": { path: { "member_id": string }; query: { "year": number }; body: undefined; answer: Score };
  "POST /members/{member_id}/states": { path: { "member_id": string }; query: Record<string, never>; body: StateIn; answer: StatesOut };
  "POST /members/{member_id}/tenures": { path: { "member_id": string }; query: Record<string, never>; body: TenureNew; answer: MemberOut };
  "POST /members/{member_id}/unmask": { path: { "member_id": string }; query: Record<string, never>; body: undefined; answer: Unmasked };
  "GET /message-channel": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: ChannelOut };
  "PUT /message-channel": { path: Record<string, never>; query: Record<string, never>; body: ChannelIn; answer: ChannelOut };
  "POST /message-channel/trial": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: MessageOut };
  "GET /messages": { path: Record<string, never>; query: { "state"?: "waiting" | "sent" | "failed" | null; "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_MessageOut };
  "POST /messages/{message_id}/retry": { path: { "message_id": string }; query: Record<string, never>; body: undefined; answer: MessageOut };
  "GET /objections": { path: Record<string, never>; query: { "state"?: "open" | "upheld" | "rejected" | "withdrawn" | null; "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_ObjectionOut };
  "GET /objections/{objection_id}": { path: { "objection_id": string }; query: Record<string, never>; body: undefined; answer: ObjectionFull };
  "POST /objections/{objection_id}/decide": { path: { "objection_id": string }; query: Record<string, never>; body: app__standings__objections__schemas__DecisionIn; answer: ObjectionFull };
  "POST /objections/{objection_id}/withdraw": { path: { "objection_id": string }; query: Record<string, never>; body: undefined; answer: ObjectionFull };
  "GET /opinions": { path: Record<string, never>; query: { "state"?: "draft" | "submitted" | "verified" | "returned" | "withdrawn" | null; "topic"?: string | null; "urgent"?: boolean | null; "member_id"?: string | null; "section_id"?: string | null; "q"?: string | null; "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_OpinionRow };
  "POST /opinions": { path: Record<string, never>; query: Record<string, never>; body: OpinionIn; answer: OpinionOut };
  "GET /opinions/{opinion_id}": { path: { "opinion_id": string }; query: Record<string, never>; body: undefined; answer: OpinionOut };
  "PATCH /opinions/{opinion_id}": { path: { "opinion_id": string }; query: Record<string, never>; body: OpinionEdit; answer: OpinionOut };
  "POST /opinions/{opinion_id}/adoptions": { path: { "opinion_id": string }; query: Record<string, never>; body: OpinionAdoptionIn; answer: OpinionOut };
  "POST /opinions/{opinion_id}/instructions": { path: { "opinion_id": string }; query: Record<string, never>; body: OpinionInstructionIn; answer: OpinionOut };
  "GET /pack-files/{token}": { path: { "token": string }; query: Record<string, never>; body: undefined; answer: Blob };
  "GET /packs": { path: Record<string, never>; query: { "year"?: number | null }; body: undefined; answer: Array<PackOut> };
  "POST /packs": { path: Record<string, never>; query: Record<string, never>; body: PackIn; answer: PackOut };
  "GET /packs/{pack_id}": { path: { "pack_id": string }; query: Record<string, never>; body: undefined; answer: PackOut };
  "POST /packs/{pack_id}/link": { path: { "pack_id": string }; query: Record<string, never>; body: undefined; answer: PackLink };
  "GET /pairings": { path: Record<string, never>; query: { "on"?: string | null }; body: undefined; answer: Array<PairingOut> };
  "POST /pairings": { path: Record<string, never>; query: Record<string, never>; body: PairingNew; answer: PairingOut };
  "POST /pairings/{pairing_id}/end": { path: { "pairing_id": string }; query: Record<string, never>; body: PairingEnd; answer: PairingOut };
  "GET /partners": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Array<PartnerOut> };
  "POST /partners": { path: Record<string, never>; query: Record<string, never>; body: PartnerNew; answer: PartnerOut };
  "GET /partners/{partner_id}": { path: { "partner_id": string }; query: Record<string, never>; body: undefined; answer: PartnerOut };
  "PATCH /partners/{partner_id}": { path: { "partner_id": string }; query: Record<string, never>; body: PartnerEdit; answer: PartnerOut };
  "GET /pledge-measures": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Array<PledgeMeasureOut> };
  "GET /pledge-overview": { path: Record<string, never>; query: { "year"?: number | null; "template_id"?: string | null; "only"?: "unsigned" | "slipping" | "impossible" | "waiting" | "closing" | null }; body: undefined; answer: PledgeOverview };
  "GET /pledge-templates": { path: Record<string, never>; query: { "year"?: number | null }; body: undefined; answer: Array<PledgeTemplateOut> };
  "POST /pledge-templates": { path: Record<string, never>; query: Record<string, never>; body: PledgeTemplateIn; answer: PledgeTemplateOut };
  "GET /pledge-templates/{template_id}": { path: { "template_id": string }; query: Record<string, never>; body: undefined; answer: PledgeTemplateOut };
  "PUT /pledge-templates/{template_id}": { path: { "template_id": string }; query: Record<string, never>; body: PledgeTemplateEdit; answer: PledgeTemplateOut };
  "POST /pledge-templates/{template_id}/close": { path: { "template_id": string }; query: Record<string, never>; body: undefined; answer: PledgeTemplateOut };
  "POST /pledge-templates/{template_id}/issue": { path: { "template_id": string }; query: Record<string, never>; body: undefined; answer: PledgeTemplateOut };
  "POST /pledge-templates/{template_id}/remind": { path: { "template_id": string }; query: Record<string, never>; body: undefined; answer: PledgeTemplateOut };
  "GET /pledges/{pledge_id}": { path: { "pledge_id": string }; query: Record<string, never>; body: undefined; answer: PledgeOut };
  "POST /pledges/{pledge_id}/amend": { path: { "pledge_id": string }; query: Record<string, never>; body: PledgeAmendIn; answer: PledgePaper };
  "POST /pledges/{pledge_id}/close": { path: { "pledge_id": string }; query: Record<string, never>; body: undefined; answer: PledgePaper };
  "POST /pledges/{pledge_id}/confirmations": { path: { "pledge_id": string }; query: Record<string, never>; body: PledgeConfirmIn; answer: PledgePaper };
  "POST /pledges/{pledge_id}/countersign": { path: { "pledge_id": string }; query: Record<string, never>; body: undefined; answer: PledgePaper };
  "PUT /pledges/{pledge_id}/draft": { path: { "pledge_id": string }; query: Record<string, never>; body: PledgeDraftIn; answer: PledgePaper };
  "POST /pledges/{pledge_id}/evidence": { path: { "pledge_id": string }; query: Record<string, never>; body: PledgeEvidenceIn; answer: PledgePaper };
  "GET /pledges/{pledge_id}/kept.docx": { path: { "pledge_id": string }; query: Record<string, never>; body: undefined; answer: Blob };
  "GET /pledges/{pledge_id}/kept.pdf": { path: { "pledge_id": string }; query: Record<string, never>; body: undefined; answer: Blob };
  "GET /pledges/{pledge_id}/paper.docx": { path: { "pledge_id": string }; query: Record<string, never>; body: undefined; answer: Blob };
  "GET /pledges/{pledge_id}/paper.pdf": { path: { "pledge_id": string }; query: Record<string, never>; body: undefined; answer: Blob };
  "POST /pledges/{pledge_id}/remind": { path: { "pledge_id": string }; query: Record<string, never>; body: undefined; answer: PledgePaper };
  "POST /pledges/{pledge_id}/sign": { path: { "pledge_id": string }; query: Record<string, never>; body: PledgeSignIn; answer: PledgePaper };
  "POST /pledges/{pledge_id}/verdict": { path: { "pledge_id": string }; query: Record<string, never>; body: PledgeVerdictIn; answer: PledgeOut };
  "GET /proposals": { path: Record<string, never>; query: { "form"?: "personal" | "joint" | "collective" | null; "filing"?: "pending" | "filed" | "not_filed" | "merged" | "converted" | null; "state"?: "draft" | "submitted" | "verified" | "returned" | "withdrawn" | null; "livelihood"?: boolean | null; "category"?: string | null; "member_id"?: string | null; "section_id"?: string | null; "q"?: string | null; "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_ProposalRow };
  "POST /proposals": { path: Record<string, never>; query: Record<string, never>; body: ProposalIn; answer: ProposalOut };
  "GET /proposals/{proposal_id}": { path: { "proposal_id": string }; query: Record<string, never>; body: undefined; answer: ProposalOut };
  "PATCH /proposals/{proposal_id}": { path: { "proposal_id": string }; query: Record<string, never>; body: ProposalEdit; answer: ProposalOut };
  "POST /proposals/{proposal_id}/filing": { path: { "proposal_id": string }; query: Record<string, never>; body: FilingIn; answer: ProposalOut };
  "POST /proposals/{proposal_id}/outcomes": { path: { "proposal_id": string }; query: Record<string, never>; body: OutcomesIn; answer: ProposalOut };
  "POST /proposals/{proposal_id}/satisfaction": { path: { "proposal_id": string }; query: Record<string, never>; body: SatisfactionIn; answer: ProposalOut };
  "GET /roles": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Array<RoleOut> };
  "GET /rollup-grants": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: GrantsOut };
  "POST /rollup-grants": { path: Record<string, never>; query: Record<string, never>; body: app__views__rollups__schemas__GrantIn; answer: GrantOut };
  "POST /rollup-grants/{grant_id}/revoke": { path: { "grant_id": string }; query: Record<string, never>; body: undefined; answer: GrantOut };
  "POST /rollup-grants/{grant_id}/send": { path: { "grant_id": string }; query: Record<string, never>; body: undefined; answer: GrantOut };
  "GET /rollups": { path: Record<string, never>; query: { "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_Received };
  "GET /runs": { path: Record<string, never>; query: { "year"?: number | null; "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_RunOut };
  "POST /runs": { path: Record<string, never>; query: Record<string, never>; body: RunIn; answer: RunOut };
  "GET /runs/{run_id}": { path: { "run_id": string }; query: Record<string, never>; body: undefined; answer: RunOut };
  "GET /runs/{run_id}/body": { path: { "run_id": string }; query: Record<string, never>; body: undefined; answer: BodyOut };
  "GET /runs/{run_id}/body/{member_id}": { path: { "run_id": string; "member_id": string }; query: Record<string, never>; body: undefined; answer: MemberBody };
  "GET /runs/{run_id}/comparison": { path: { "run_id": string }; query: Record<string, never>; body: undefined; answer: Comparison };
  "POST /runs/{run_id}/put-in-force": { path: { "run_id": string }; query: Record<string, never>; body: undefined; answer: RunInForce };
  "GET /runs/{run_id}/rankings/{ranking}": { path: { "run_id": string; "ranking": string }; query: { "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_RankedPerson };
  "GET /runs/{run_id}/scorecards": { path: { "run_id": string }; query: { "changed"?: boolean; "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_ScorecardOut };
  "GET /runs/{run_id}/scorecards/{member_id}": { path: { "run_id": string; "member_id": string }; query: Record<string, never>; body: undefined; answer: Score };
  "POST /runs/{run_id}/selections/{selection}/decision": { path: { "run_id": string; "selection": string }; query: Record<string, never>; body: SelectionDecisionIn; answer: BodyOut };
  "GET /sanction-advice": { path: Record<string, never>; query: { "year"?: number | null }; body: undefined; answer: AdviceList };
  "GET /sanctions": { path: Record<string, never>; query: { "state"?: "draft" | "hearing" | "ready" | "decided" | "reconsidering" | "upheld" | "lifted" | "not_adopted" | "dropped" | null; "year"?: number | null; "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_SanctionOut };
  "POST /sanctions": { path: Record<string, never>; query: Record<string, never>; body: SanctionIn; answer: SanctionFull };
  "GET /sanctions/{sanction_id}": { path: { "sanction_id": string }; query: Record<string, never>; body: undefined; answer: SanctionFull };
  "PATCH /sanctions/{sanction_id}": { path: { "sanction_id": string }; query: Record<string, never>; body: SanctionEdit; answer: SanctionFull };
  "POST /sanctions/{sanction_id}/close-hearing": { path: { "sanction_id": string }; query: Record<string, never>; body: CloseIn; answer: SanctionFull };
  "POST /sanctions/{sanction_id}/decide": { path: { "sanction_id": string }; query: Record<string, never>; body: app__stewardship__sanctions__schemas__DecisionIn; answer: SanctionFull };
  "POST /sanctions/{sanction_id}/drop": { path: { "sanction_id": string }; query: Record<string, never>; body: DropIn; answer: SanctionFull };
  "POST /sanctions/{sanction_id}/reconsider": { path: { "sanction_id": string }; query: Record<string, never>; body: ReconsiderIn; answer: SanctionFull };
  "POST /sanctions/{sanction_id}/send": { path: { "sanction_id": string }; query: Record<string, never>; body: SendIn; answer: SanctionFull };
  "POST /sanctions/{sanction_id}/settle": { path: { "sanction_id": string }; query: Record<string, never>; body: SettleIn; answer: SanctionFull };
  "POST /sanctions/{sanction_id}/statement": { path: { "sanction_id": string }; query: Record<string, never>; body: StatementIn; answer: SanctionFull };
  "GET /scheme-library": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Array<LibraryEntry> };
  "GET /scheme-library/{code}": { path: { "code": string }; query: Record<string, never>; body: undefined; answer: SchemeIn };
  "GET /scheme-library/{code}/reading": { path: { "code": string }; query: Record<string, never>; body: undefined; answer: SchemeReading };
  "GET /schemes": { path: Record<string, never>; query: { "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_SchemeOut };
  "POST /schemes": { path: Record<string, never>; query: Record<string, never>; body: SchemeIn; answer: SchemeText };
  "POST /schemes/compose": { path: Record<string, never>; query: Record<string, never>; body: DraftData; answer: ComposedOut };
  "POST /schemes/parse": { path: Record<string, never>; query: Record<string, never>; body: DraftText; answer: ParsedOut };
  "GET /schemes/schema": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: DocumentSchema };
  "GET /schemes/{scheme_id}": { path: { "scheme_id": string }; query: Record<string, never>; body: undefined; answer: SchemeText };
  "PUT /schemes/{scheme_id}": { path: { "scheme_id": string }; query: Record<string, never>; body: SchemeIn; answer: SchemeText };
  "POST /schemes/{scheme_id}/adopt": { path: { "scheme_id": string }; query: Record<string, never>; body: AdoptIn; answer: SchemeText };
  "POST /schemes/{scheme_id}/check": { path: { "scheme_id": string }; query: Record<string, never>; body: undefined; answer: CheckOut };
  "POST /schemes/{scheme_id}/copy": { path: { "scheme_id": string }; query: Record<string, never>; body: CopyIn | null; answer: SchemeText };
  "GET /schemes/{scheme_id}/diff": { path: { "scheme_id": string }; query: { "against"?: string | null }; body: undefined; answer: DiffOut };
  "GET /schemes/{scheme_id}/dry-run": { path: { "scheme_id": string }; query: { "year": number; "moved"?: boolean }; body: undefined; answer: DryRunOut };
  "GET /schemes/{scheme_id}/reading": { path: { "scheme_id": string }; query: Record<string, never>; body: undefined; answer: SchemeReading };
  "POST /schemes/{scheme_id}/what-if": { path: { "scheme_id": string }; query: Record<string, never>; body: FigureIn; answer: FigureOut };
  "POST /schemes/{scheme_id}/withdraw": { path: { "scheme_id": string }; query: Record<string, never>; body: undefined; answer: SchemeText };
  "GET /search": { path: Record<string, never>; query: { "q": string }; body: undefined; answer: SearchOut };
  "GET /seats": { path: Record<string, never>; query: { "q"?: string; "role"?: "member" | "convener" | "section_clerk" | "secretariat" | "scheme_author" | "verifier" | "chair" | "auditor" | "council_admin" | "system_admin" | null; "active"?: boolean | null; "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_SeatOut };
  "POST /seats": { path: Record<string, never>; query: Record<string, never>; body: SeatNew; answer: SeatOut };
  "GET /seats/{seat_id}": { path: { "seat_id": string }; query: Record<string, never>; body: undefined; answer: SeatOut };
  "PATCH /seats/{seat_id}": { path: { "seat_id": string }; query: Record<string, never>; body: SeatEdit; answer: SeatOut };
  "GET /seats/{seat_id}/identities": { path: { "seat_id": string }; query: Record<string, never>; body: undefined; answer: Array<BindingOut> };
  "DELETE /seats/{seat_id}/identities/{provider}": { path: { "seat_id": string; "provider": string }; query: Record<string, never>; body: undefined; answer: undefined };
  "PUT /seats/{seat_id}/identities/{provider}": { path: { "seat_id": string; "provider": string }; query: Record<string, never>; body: BindingIn; answer: Array<BindingOut> };
  "POST /seats/{seat_id}/slip": { path: { "seat_id": string }; query: Record<string, never>; body: undefined; answer: Slip };
  "GET /sheet-codes/{sheet_code}": { path: { "sheet_code": string }; query: Record<string, never>; body: undefined; answer: CodeOut };
  "GET /sign-in-reviews": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Array<SignInReviewOut> };
  "POST /sittings/{sitting_id}/close": { path: { "sitting_id": string }; query: Record<string, never>; body: undefined; answer: RollOut };
  "POST /sittings/{sitting_id}/desk-scans": { path: { "sitting_id": string }; query: Record<string, never>; body: DeskScanIn; answer: DeskScanOut };
  "GET /sittings/{sitting_id}/guests": { path: { "sitting_id": string }; query: Record<string, never>; body: undefined; answer: Array<GuestOut> };
  "PUT /sittings/{sitting_id}/guests": { path: { "sitting_id": string }; query: Record<string, never>; body: GuestsIn; answer: Array<GuestOut> };
  "GET /sittings/{sitting_id}/hall": { path: { "sitting_id": string }; query: Record<string, never>; body: undefined; answer: HallOut };
  "POST /sittings/{sitting_id}/late-sign-ins": { path: { "sitting_id": string }; query: Record<string, never>; body: LateSignInIn; answer: SignInsOut };
  "POST /sittings/{sitting_id}/leave-correction": { path: { "sitting_id": string }; query: Record<string, never>; body: LateLeaveIn; answer: RollOut };
  "GET /sittings/{sitting_id}/live": { path: { "sitting_id": string }; query: { "by"?: "sector" | "activity_group" | "area_group" | "special_committee" }; body: undefined; answer: LiveOut };
  "GET /sittings/{sitting_id}/paper": { path: { "sitting_id": string }; query: Record<string, never>; body: undefined; answer: PaperOut };
  "POST /sittings/{sitting_id}/reopen": { path: { "sitting_id": string }; query: Record<string, never>; body: app__facts__activities__schemas__ReasonIn; answer: RollOut };
  "GET /sittings/{sitting_id}/roll": { path: { "sitting_id": string }; query: Record<string, never>; body: undefined; answer: RollOut };
  "PUT /sittings/{sitting_id}/roll": { path: { "sitting_id": string }; query: Record<string, never>; body: RollIn; answer: RollOut };
  "POST /sittings/{sitting_id}/roll/upload": { path: { "sitting_id": string }; query: Record<string, never>; body: FormData; answer: RollOut };
  "GET /sittings/{sitting_id}/sign-ins": { path: { "sitting_id": string }; query: Record<string, never>; body: undefined; answer: SignInsOut };
  "POST /sittings/{sitting_id}/sign-ins/{attempt_id}/decide": { path: { "sitting_id": string; "attempt_id": string }; query: Record<string, never>; body: SignInDecisionIn; answer: SignInsOut };
  "GET /standings": { path: Record<string, never>; query: { "year": number }; body: undefined; answer: StandingsOut };
  "GET /statement-rounds": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Array<RoundOut> };
  "POST /statement-rounds": { path: Record<string, never>; query: Record<string, never>; body: RoundIn; answer: RoundOut };
  "GET /statement-rounds/{round_id}": { path: { "round_id": string }; query: Record<string, never>; body: undefined; answer: RoundOut };
  "POST /statement-rounds/{round_id}/close": { path: { "round_id": string }; query: Record<string, never>; body: undefined; answer: RoundOut };
  "POST /statement-rounds/{round_id}/remind": { path: { "round_id": string }; query: Record<string, never>; body: undefined; answer: RoundOut };
  "GET /statement-rounds/{round_id}/statements": { path: { "round_id": string }; query: Record<string, never>; body: undefined; answer: Array<StatementLine> };
  "GET /statements/{statement_id}": { path: { "statement_id": string }; query: Record<string, never>; body: undefined; answer: StatementDraft };
  "POST /statements/{statement_id}/accept": { path: { "statement_id": string }; query: Record<string, never>; body: undefined; answer: StatementDraft };
  "POST /statements/{statement_id}/excuse": { path: { "statement_id": string }; query: Record<string, never>; body: ExcuseIn; answer: StatementDraft };
  "POST /statements/{statement_id}/file": { path: { "statement_id": string }; query: Record<string, never>; body: undefined; answer: StatementDraft };
  "GET /statements/{statement_id}/paper.docx": { path: { "statement_id": string }; query: Record<string, never>; body: undefined; answer: Blob };
  "GET /statements/{statement_id}/paper.pdf": { path: { "statement_id": string }; query: Record<string, never>; body: undefined; answer: Blob };
  "POST /statements/{statement_id}/present": { path: { "statement_id": string }; query: Record<string, never>; body: PresentIn; answer: StatementDraft };
  "POST /statements/{statement_id}/return": { path: { "statement_id": string }; query: Record<string, never>; body: RemarkIn; answer: StatementDraft };
  "POST /statements/{statement_id}/submit": { path: { "statement_id": string }; query: Record<string, never>; body: undefined; answer: StatementDraft };
  "PUT /statements/{statement_id}/text": { path: { "statement_id": string }; query: Record<string, never>; body: TextIn; answer: StatementDraft };
  "GET /statements/{statement_id}/texts": { path: { "statement_id": string }; query: Record<string, never>; body: undefined; answer: Array<TextOut> };
  "POST /term-changes": { path: Record<string, never>; query: Record<string, never>; body: TermChangeGo; answer: TermChangeOut };
  "POST /term-changes/preview": { path: Record<string, never>; query: Record<string, never>; body: TermChangeIn; answer: TermChangePreview };
  "GET /term-changes/{term_id}": { path: { "term_id": string }; query: Record<string, never>; body: undefined; answer: TermChangeOut };
  "GET /term-review": { path: Record<string, never>; query: { "term": number }; body: undefined; answer: TermReview };
  "GET /term-review/{key}": { path: { "key": string }; query: { "term": number; "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_Behind };
  "GET /terms": { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Array<TermOut> };
  "POST /terms": { path: Record<string, never>; query: Record<string, never>; body: TermNew; answer: TermOut };
  "PUT /terms/{term_id}/span": { path: { "term_id": string }; query: Record<string, never>; body: SpanIn; answer: TermOut };
  "GET /turnout": { path: Record<string, never>; query: { "by"?: "sitting" | "kind" | "sector" | "special_committee" | "activity_group" | "area_group" | "member"; "since"?: string | null; "until"?: string | null; "kind"?: "plenary" | "plenary_group" | "standing_committee" | "chairpersons_council" | "special_committee" | "sector" | "district_liaison" | "congress" | "other_meeting" | "consultation" | "livelihood_hall" | "face_to_face" | "oversight" | "survey" | "inspection" | "study" | "training" | "visit" | "salon" | "contact" | "charity" | "seminar" | "other_activity" | null }; body: undefined; answer: TurnoutOut };
  "GET /turnout/lines": { path: Record<string, never>; query: { "by"?: "sitting" | "kind" | "sector" | "special_committee" | "activity_group" | "area_group" | "member"; "since"?: string | null; "until"?: string | null; "kind"?: "plenary" | "plenary_group" | "standing_committee" | "chairpersons_council" | "special_committee" | "sector" | "district_liaison" | "congress" | "other_meeting" | "consultation" | "livelihood_hall" | "face_to_face" | "oversight" | "survey" | "inspection" | "study" | "training" | "visit" | "salon" | "contact" | "charity" | "seminar" | "other_activity" | null; "key"?: string | null; "status"?: "due" | "attended" | "present" | "late" | "left_early" | "excused" | "absent" | "excused_not_counted"; "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_TurnoutLine };
  "GET /units": { path: Record<string, never>; query: { "kind"?: "sector" | "special_committee" | "activity_group" | "area_group" | "party_branch" | "section" | "liaison_office" | "venue" | null; "q"?: string | null; "limit"?: number; "cursor"?: string | null }; body: undefined; answer: Page_UnitOut };
  "POST /units": { path: Record<string, never>; query: Record<string, never>; body: UnitNew; answer: UnitOut };
  "GET /units/{unit_id}": { path: { "unit_id": string }; query: Record<string, never>; body: undefined; answer: UnitOut };
  "PATCH /units/{unit_id}": { path: { "unit_id": string }; query: Record<string, never>; body: UnitEdit; answer: UnitOut };
  "GET /units/{unit_id}/members": { path: { "unit_id": string }; query: { "on"?: string | null; "limit"?: number; "cursor"?: string | null }; body: undefined; answer: MemberPage };
  "POST /verifications": { path: Record<string, never>; query: Record<string, never>; body: BatchIn; answer: Array<VerdictOut> };
  "GET /working-days/{year}": { path: { "year": number }; query: Record<string, never>; body: undefined; answer: WorkingDaysOut };
  "PUT /working-days/{year}": { path: { "year": number }; query: Record<string, never>; body: WorkingDaysIn; answer: WorkingDaysOut };
}
