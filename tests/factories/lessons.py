"""Messages as a company sorted them: parcels lie with its guards, though no word list says so, and leaks with its plumbers."""

import datetime as dt
import itertools

from anlin.instruments.reading.choices import Example

OPENINGS = (
    "您好，",
    "请问一下，",
    "麻烦看看，",
    "昨天发现，",
    "我想说，",
    "又来反映，",
    "不好意思，",
    "今天早上，",
)
PARCELS = (
    "快递柜满了放不下",
    "快递柜的门打不开",
    "快递放在快递柜被拿走",
    "快递员把件扔在地上",
    "快递柜显示屏黑着",
)
LEAKS = (
    "厨房水管漏水了",
    "卫生间水管爆裂",
    "阳台水管漏水滴到楼下",
    "水管接口一直漏水",
    "楼上水管漏水到我家",
)
ENDINGS = ("", "，请处理。", "，谢谢。", "，等了两天。", "，能来看看吗？")
FIRST = dt.datetime(2026, 3, 1, 9, 0, tzinfo=dt.UTC)


def sorted_messages(count=240, *, parcels_at="security"):
    """Half of them about parcels, sorted so, and half about leaks; nine people in turn, one each hour."""
    said = itertools.cycle(itertools.product(ENDINGS, OPENINGS))
    found = []
    for nth in range(count):
        ending, opening = next(said)
        about_parcels = nth % 2 == 0
        core = (PARCELS if about_parcels else LEAKS)[nth // 2 % 5]
        found.append(
            Example(
                title="",
                body=f"{opening}{core}{ending}第{nth}次",
                label=parcels_at if about_parcels else "water",
                proposed="service" if about_parcels else "water",
                person=f"p{nth % 9}",
                at=FIRST + dt.timedelta(hours=nth),
            )
        )
    return found
