"""Made-up names: lists combined by a seeded generator."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
    "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史"
    "顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_MIDDLE = "志建国文明晓海春秋云玉金德永家世嘉兴正克祖良立景伟宏少汝士其梦雨思静丽佳美雅秀亚慧若"
_LAST = {
    "1": "强军勇杰涛超峰磊鹏辉刚平飞斌波宇浩亮林松江毅彬凯旭健龙荣昌达根泉荪钧铭楠",
    "2": "芳娜敏静英华红梅霞燕玲娟萍洁莉琴兰凤莲芬珍艳蓉妍琳瑶颖倩岚薇筠婷",
}
#: Characters outside the BMP, rare ones, double surnames and names of other peoples: lists and
#: sheets have to bear them, so the demo has them.
RARE = (
    ("𠮷田禾", "1"),
    ("古丽娜尔·艾合买提", "2"),
    ("欧阳昱旻", "1"),
    ("沈𬭎远", "1"),
    ("阿布都拉·热合曼", "1"),
    ("诸葛昕玥", "2"),
    ("陆堃喆", "1"),
    ("单于菁", "2"),
)


def people(random: Random, women: int = 34) -> Iterator[tuple[str, str]]:
    """Yield (name, sex) without end, each name once.

    Args:
        random: The only source of chance.
        women: How many of a hundred.
    """
    known = set()
    for rare in RARE:
        known.add(rare[0])
        yield rare
    while True:
        sex = "2" if random.randrange(100) < women else "1"
        middle = random.choice(_MIDDLE) if random.randrange(10) < 8 else ""
        name = random.choice(_SURNAMES) + middle + random.choice(_LAST[sex])
        if name not in known:
            known.add(name)
            yield name, sex
