"""Matters that many people of a project speak about, among others that nobody else does."""

from datetime import timedelta

from factories import cases

GARAGE = (
    "翠湖苑地下车库照明灯全坏了，晚上漆黑一片看不见路",
    "翠湖苑地下车库的照明灯又不亮，停车很危险",
    "请修翠湖苑地下车库照明灯，黑得吓人",
    "翠湖苑地下车库照明坏了一个星期没人管",
)
OTHERS = (
    "三号楼电梯门关不上一直响",
    "楼上邻居半夜拖动家具太吵",
    "花园里有人遛狗不牵绳",
    "物业费发票什么时候可以领取",
    "厨房水龙头漏水滴个不停",
    "门禁卡刷不开单元门",
)


def garage(project, at, *, count, first=0):
    """So many people about the lights of one garage; the first ones stand among other matters."""
    if first == 0:
        for nth, words in enumerate(OTHERS):
            _told(project, at - timedelta(hours=1), words, f"1371000{nth:04}")
    return [
        _told(project, at, GARAGE[nth % len(GARAGE)], f"1381000{nth:04}")
        for nth in range(first, first + count)
    ]


def _told(project, at, words, phone):
    return cases.opened(project, at, words=words, reporter_phone=phone)
