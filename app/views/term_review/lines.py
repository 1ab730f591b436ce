"""The sentences of the fourteen lines, with room for their figures."""

from __future__ import annotations

#: Line → sentence; ``{key}`` stands for the figure's display.
SENTENCES: dict[int, str] = {
    1: "召开常委会会议{standing_committee_meetings}次、主席会议{chairpersons_meetings}次，"
    "其中常委会会议协商{standing_committee_consultations}次、主席会议协商{chairpersons_consultations}次，"
    "形成建议案{formal_recommendations_of_consultations}件、专题报告{special_reports}件。",
    2: "举行各类重要协商议政活动{major_consultation_events}场，"
    "市委、市政府主要领导出席{leader_attendances}场次，作出批示{instructions}件次，市委常委会会议听取政协党组工作汇报{party_group_hearings}次。",
    3: "组织“请你来协商”活动{come_and_consult_events}场，提出意见建议{come_and_consult_suggestions}条。",
    4: "报送政协建议案、政协建议{recommendations_and_suggestions}件。",
    5: "开展民主监督活动{oversight_events}次，形成《民主监督建议书》{oversight_letters}份，"
    "开展专项集体民主监督{special_oversights}项。",
    6: "收到提案{proposals_received}件，立案{proposals_filed}件，民生提案占比{livelihood_proposal_rate}，"
    "办理满意和基本满意率{satisfied_rate}。",
    7: "收到社情民意信息{opinions_received}篇，其中{opinions_adopted_national}篇被全国政协采用，"
    "{opinions_adopted_provincial}篇被省政协采用，{opinions_with_provincial_instruction}篇获省委、省政府领导批示，"
    "连续{opinion_award_streak_years}年获嘉兴市政协社情民意信息工作考核一等奖。",
    8: "组织全体会议大会发言材料{plenary_speeches}篇。",
    9: "形成各类调研报告{research_reports}篇。",
    10: "每年举行“市长与政协委员面对面”活动，线上直播访问量{face_to_face_views}人次。",
    11: "征集各类文史稿件{history_pieces}篇、{history_characters}字，照片资料{history_photos}张，"
    "赠送文史资料书籍{books_given}册。",
    12: "国家级、省级媒体刊发宣传稿件{media_items}篇。",
    13: "“协进助学金”资助学子{grant_person_times}人次、{grant_fen}。",
    14: "修订完善、制定出台政协工作制度文件{regulations}项。",
    0: "镇街道累计开展“民生议事堂”活动{livelihood_hall_events}场，各类民生议事活动参与"
    "{livelihood_hall_participants}人次，落实意见建议{livelihood_hall_suggestions_done}条；"
    "编发信息专报{opinion_bulletins}期。",
}
