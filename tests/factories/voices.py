"""What people of several estates say over a few weeks: three issues of many, one of one person, and matters of their own."""

from datetime import datetime, timedelta

from anlin.instruments.reading.queries import Voice

FIRST = datetime(2026, 3, 1, 9, 0)

PUMP = """
锦绣江南小区水泵房整夜轰鸣|水泵房就在我家楼下，每天夜里嗡嗡响，孩子睡不好。
投诉锦绣江南水泵房噪音|锦绣江南三栋的水泵房噪音太大，低频的嗡嗡声一直传上来。
锦绣江南小区水泵噪音扰民|我是锦绣江南三栋的业主，水泵房夜里噪音大，老人失眠。
锦绣江南三栋水泵房何时能修好|水泵房噪音半年了，锦绣江南的住户多次反映都没有结果。
请处理锦绣江南小区水泵房的声音|水泵一开墙都在抖，锦绣江南三栋的居民都受不了。
锦绣江南水泵房低频噪音|夜里水泵房的低频噪音让人头疼，锦绣江南小区好多家都这样。
"""
CHARGING = """
锦绣江南小区充电桩太少|锦绣江南地下车库只有两个充电桩，电动车天天排队充电。
锦绣江南小区能否增加充电桩|电动车越来越多，锦绣江南小区的充电桩不够用，都在飞线充电。
希望锦绣江南小区加装充电桩|我是锦绣江南的业主，充电桩不够，充电要等两个小时。
锦绣江南充电桩坏了没人修|锦绣江南小区的充电桩坏了一半，剩下的充电桩排长队。
"""
ELSEWHERE = """
滨河雅苑小区水泵房噪音大|滨河雅苑七栋楼下水泵房夜里很吵，滨河雅苑的住户都睡不着。
滨河雅苑水泵房扰民|我住滨河雅苑七栋，水泵房的噪音从年初到现在没有停过。
投诉滨河雅苑小区水泵噪音|滨河雅苑小区七栋水泵噪音严重，请物业尽快处理。
"""
ALONE = """
松林公寓小区门口路灯不亮|松林公寓小区东门口的路灯坏了很久，晚上走路看不见。
松林公寓小区路灯还是不亮|再次反映松林公寓东门口路灯，一直没有人来修路灯。
松林公寓路灯什么时候修|松林公寓小区东门口的路灯已经坏了两个月。
第四次反映松林公寓路灯|松林公寓小区东门口路灯不亮，每次都说在排期。
松林公寓小区东门路灯|松林公寓东门口路灯至今不亮。
"""
OWN = """
家里厨房下水道堵了|洗菜池的水下不去，请派师傅来看一下。
请问物业费怎么交|想知道线上缴费的办法。
门禁卡丢了怎么补|昨天把门禁卡弄丢了。
快递柜放不下|这几天快递柜一直是满的。
楼道里有人抽烟|六楼有人在楼道抽烟，气味难闻。
健身器材松动|广场上的单杠晃得厉害。
草坪上有狗粪|遛狗的人不收拾。
电梯里广告太吵|早上电梯里的广告声音太大。
"""


def told(text, name, *, by=None, since=FIRST, every=timedelta(days=1)):
    """The voices of one block of lines; each from somebody else unless `by` says who."""
    return [
        Voice(f"{name}{n}", by or f"{name}-{n}", *line.split("|"), at=since + n * every)
        for n, line in enumerate(text.strip().splitlines())
    ]


def everybody():
    """All of them, in no order."""
    later = FIRST + timedelta(days=20)
    return [
        *told(OWN, "own"),
        *told(ALONE, "alone", by="one", since=later),
        *told(PUMP, "pump"),
        *told(ELSEWHERE, "elsewhere"),
        *told(CHARGING, "charging"),
    ]
