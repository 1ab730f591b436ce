"""Words that the demo's titles are made of."""

from __future__ import annotations

from random import Random


def _words(text: str) -> tuple[str, ...]:
    """Return the words of a text; a long list reads better so."""
    return tuple(text.split())


FACE_TO_FACE = ("城区电动车管理", "生活垃圾分类", "防范电信网络诈骗", "小区物业管理", "社区治理")
SPECIAL_OVERSIGHT = _words(
    "“生活垃圾分类” “高水平全面建成小康社会” “美丽大花园建设” “五水共治” "
    "“最多跑一次”改革 全国文明城市创建 食品安全放心工程 小微企业园建设 农村生活污水治理 "
    "营商环境优化 老旧小区改造 疫情防控常态化 平安建设"
)
STANDING_CONSULTATIONS = _words(
    "氢能产业发展 “1212”现代产业体系建设 明湖科创区建设 公共文化设施建设 "
    "破解因病致贫返贫机制构建 数字化改革 推进企业股改上市 港口经济发展 实施乡村振兴战略"
)
CHAIR_CONSULTATIONS = ("建立健全农村环境全域秀美长效机制", "改进学生营养午餐工作", "破解土地要素瓶颈")
SUBJECTS = _words(
    "老旧小区停车 居家养老服务 中小学午餐 农村公路管护 河道保洁 小微企业融资 职业教育 社区医疗 "
    "垃圾分类投放 电动自行车充电 公共厕所改造 农贸市场提升 学前教育普惠 路灯改造 公交线网优化 "
    "物业服务 青少年心理健康 人才公寓 民宿经济 地下管网 城市绿道 无障碍设施 残疾人就业 "
    "耕地保护 农产品品牌 数字乡村 工业用地盘活 外贸转型 企业用工 科技创新券 知识产权保护 "
    "全民阅读 文物保护 非遗传承 校园周边交通 家庭医生签约 婴幼儿照护 应急避险 食品小作坊监管 "
    "扬尘治理 噪声管理 古镇保护 港口集疏运 新能源汽车充电桩 光伏发电 工会驿站 志愿服务 "
    "邻里纠纷调解 智慧停车 医保异地结算 妇女创业 退役军人就业 侨资企业服务 种业振兴 高标准农田 "
    "冷链物流 网络直播带货 预付卡消费 房屋租赁 殡葬改革"
)
LIVELIHOOD = frozenset(SUBJECTS[:24]) | {
    "校园周边交通",
    "家庭医生签约",
    "婴幼儿照护",
    "医保异地结算",
    "殡葬改革",
}
PLACES = ("当湖", "钟埭", "曹桥", "新埭", "新仓", "独山港", "广陈", "林埭", "开发区", "城区", "全市", "农村")
PROPOSALS = (
    "关于加强{}{}工作的建议",
    "关于优化{}{}的建议",
    "关于解决{}{}难题的提案",
    "关于完善{}{}机制的建议",
)
OPINIONS = ("{}{}存在的问题亟待重视", "基层反映{}{}有短板", "建议尽快完善{}{}政策", "{}{}中的新情况值得关注")
REPORTS = ("关于{}{}情况的调研报告", "{}{}的现状与对策", "推进{}{}高质量发展的思考")
HISTORY = (
    "我记忆中的{}老街",
    "{}乡镇企业起步记",
    "{}知青岁月",
    "{}民间故事",
    "{}俗语里的乡情",
    "{}水利往事",
    "{}旧影",
)
BOOKS = ("《平湖俗语选编》", "《平湖知青》", "《平湖民间故事选编》", "《平湖乡镇企业》", "《平湖文史资料》")
SPEECHES = ("聚焦{} 助力共同富裕", "以{}为抓手 推动高质量发展", "关于{}的几点思考", "让{}更有温度")
OUTLETS = (
    ("人民网", "national"),
    ("《人民政协报》", "national"),
    ("《联谊报》", "province"),
    ("浙江政协网", "province"),
)
LOCAL_OUTLETS = (("《嘉兴日报》", "prefecture"), ("《平湖日报》", "county"))
UNITS = _words(
    "市住建局 市教育局 市卫健局 市民政局 市交通运输局 市农业农村局 市综合执法局 市经信局 "
    "市科技局 市人社局 市文广旅体局 市自然资源和规划局 市公安局 市市场监管局 市生态环境分局"
)
CATEGORIES = (
    "城建交通",
    "教育科技",
    "医药卫生",
    "社会保障",
    "农业农村",
    "工业经济",
    "文化旅游",
    "生态环境",
    "政法综治",
)


def one(random: Random, patterns: tuple[str, ...]) -> tuple[str, str]:
    """Return a title of a pattern with two slots, and its subject."""
    subject = random.choice(SUBJECTS)
    return random.choice(patterns).format(random.choice(PLACES), subject), subject


class Titles:
    """Gives out titles, each once: what was used before gets a serial word."""

    def __init__(self) -> None:
        self._used: dict[str, int] = {}

    def once(self, title: str) -> str:
        """Return ``title``, with a number behind it when it was given out before."""
        self._used[title] = self._used.get(title, 0) + 1
        return title if self._used[title] == 1 else f"{title}（{self._used[title]}）"
