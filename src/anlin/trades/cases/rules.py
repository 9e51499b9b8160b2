"""Decisions about matters, on plain values: the loop, urgency, likeness, what closing needs."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from string import Template

from anlin.instruments.reading import choices as reading
from anlin.instruments.reading.choices import Trade
from anlin.kernel.states import Table
from anlin.trades.cases.choices import CaseKind, CaseStep, FollowUpMethod
from anlin.trades.cases.choices import CaseState as S
from anlin.trades.workorders.choices import Urgency

LIFE: Table[S, CaseStep] = Table(
    name="case",
    first=S.RECEIVED,
    rows=(
        (S.RECEIVED, CaseStep.SORT, S.SORTED),
        (S.SORTED, CaseStep.SORT, S.SORTED),
        (S.SORTED, CaseStep.PASS_ON, S.PASSED),
        (S.SORTED, CaseStep.ANSWER, S.ANSWERED),
        (S.PASSED, CaseStep.PASS_ON, S.PASSED),
        (S.PASSED, CaseStep.HAND_BACK, S.SORTED),
        (S.PASSED, CaseStep.RETURN, S.RETURNED),
        (S.RETURNED, CaseStep.ANSWER, S.ANSWERED),
        (S.RETURNED, CaseStep.PASS_ON, S.PASSED),
        (S.ANSWERED, CaseStep.AGREE, S.AGREED),
        (S.ANSWERED, CaseStep.OBJECT, S.SORTED),
        (S.ANSWERED, CaseStep.CLOSE_UNSATISFIED, S.CLOSED),
        (S.AGREED, CaseStep.OBJECT, S.SORTED),
        (S.AGREED, CaseStep.CLOSE, S.CLOSED),
        (S.CLOSED, CaseStep.REOPEN, S.SORTED),
    ),
)

# What a message calls itself, in its title or its first words; the first that fits counts.
KIND_WORDS = {
    CaseKind.HELP: ("求助", "救助", "求救"),
    CaseKind.COMPLAINT: ("投诉", "举报", "控诉", "扰民", "严重影响"),
    CaseKind.INQUIRY: ("咨询", "请问", "询问", "是否", "什么时候", "何时", "怎么办理", "如何办理"),
    CaseKind.SUGGESTION: ("建议", "希望"),
    CaseKind.PRAISE: ("表扬", "感谢信"),
    CaseKind.REPAIR: ("报修",),
}
# The trades of our list that a trade of the reader may mean; the first where no word of the others is said.
TRADES_OF = {
    Trade.REPAIR: ("repair", "water", "power", "civil", "doors", "heating", "gas", "network"),
    Trade.NOISE: ("noise-order", "pets"),
    Trade.DECORATION: ("decoration-order",),
    Trade.SERVICE: ("service",),
    Trade.FEES: ("fees",),
    Trade.PARKING: ("parking",),
    Trade.CLEANING: ("cleaning",),
    Trade.LIFT: ("lift",),
    Trade.FIRE: ("fire-equipment",),
    Trade.GREENING: ("greening",),
    Trade.SECURITY: ("security",),
    Trade.OTHER: ("service", "developer"),
}
URGENCY_OF = {
    reading.Urgency.URGENT: Urgency.URGENT,
    reading.Urgency.FAIRLY: Urgency.FAIRLY_URGENT,
    reading.Urgency.ORDINARY: Urgency.ORDINARY,
}
KIND_OF = {
    reading.Kind.COMPLAINT: CaseKind.COMPLAINT,
    reading.Kind.REPAIR: CaseKind.REPAIR,
    reading.Kind.HELP: CaseKind.HELP,
    reading.Kind.SUGGESTION: CaseKind.SUGGESTION,
    reading.Kind.INQUIRY: CaseKind.INQUIRY,
}
# What the words say within one trade of the reader, by the code of our own list; who is said most often counts.
TRADE_WORDS = {
    "water": ("漏水", "渗水", "水压", "停水", "自来水", "排水", "下水道", "水管", "积水"),
    "power": ("停电", "路灯", "电表", "供电", "跳闸", "照明", "充电桩"),
    "lift": ("电梯",),
    "gas": ("燃气", "天然气", "煤气"),
    "heating": ("供暖", "暖气", "空调"),
    "fire-equipment": ("消防", "灭火器", "消火栓"),
    "network": ("宽带", "网络", "光纤", "监控"),
    "civil": ("墙面", "开裂", "外墙", "屋面", "漏雨", "脱落"),
    "parking": ("停车", "车位", "车库"),
    "noise-order": ("噪音", "噪声", "扰民", "广场舞"),
    "pets": ("养狗", "遛狗", "犬", "宠物"),
    "decoration-order": ("装修",),
    "cleaning": ("垃圾", "保洁", "卫生", "异味", "恶臭"),
    "greening": ("绿化", "树木", "草坪"),
    "security": ("保安", "门禁", "治安", "盗窃"),
    "fees": ("物业费", "收费", "公摊", "维修基金", "维修资金"),
    "developer": ("开发商", "烂尾", "交房", "房产证", "不动产证"),
}
LETTERS = Path(__file__).parent / "letters"
# In a hundred, and at least so many (A-FUP-02).
SHARE, AT_LEAST = 20, 1
SPECIAL_WITHIN = timedelta(hours=24)
HAN = re.compile(r"[\u3400-\u9fff]+")


def kind_hint(words: str) -> CaseKind:
    """What a message calls itself; an opinion when it does not say."""
    for kind, said in KIND_WORDS.items():
        if any(word in words for word in said):
            return kind
    return CaseKind.OPINION


def trade_code(trade: Trade, words: str) -> str:
    """The code of our list that fits a trade of the reader best."""
    codes = TRADES_OF[trade]
    counts = {code: sum(map(words.count, TRADE_WORDS.get(code, ()))) for code in codes}
    return max(codes, key=lambda code: counts[code])


def title_from(words: str, *, length: int = 40) -> str:
    """A title for a matter nobody gave one: the first sentence, cut at a whole clause if it is long."""
    sentence = re.split(r"[。！？!?\n]", " ".join(words.split()), maxsplit=1)[0].strip()
    if len(sentence) <= length:
        return sentence
    clause = re.split(r"[，,；;]", sentence, maxsplit=1)[0]
    return clause if len(clause) <= length else sentence[: length - 1] + "…"


def without_name(text: str, name: str) -> str:
    """A text in which the reporter's full name does not occur; a name of one character is left alone."""
    plain = name.strip()
    return text.replace(plain, plain[0] + "某") if len(plain) > 1 else text


def letter(name: str, *, language: str, **facts: str) -> tuple[str, str]:
    """Title and body of one of this room's letters; Chinese unless English is asked for."""
    spoken = "en" if language.startswith("en") else "zh"
    text = (LETTERS / f"{name}.{spoken}.txt").read_text("utf-8")
    title, _blank, body = Template(text).substitute(facts).partition("\n\n")
    return title.strip(), body.strip()


def promise(until: datetime, *, language: str) -> str:
    """The sentence that promises an answer by a moment in local time; midnight is the end of the day before."""
    ends_day = (until.hour, until.minute) == (0, 0)
    day = until - timedelta(minutes=1) if ends_day else until
    if language.startswith("en"):
        clock = "" if ends_day else f", {until:%H:%M}"
        return f"You have an answer by {day.day} {day:%B}{clock} at the latest."
    clock = "" if ends_day else f" {until:%H:%M} 前"
    return f"我们最迟在 {day.month} 月 {day.day} 日{clock}答复您。"


def likeness(one: str, other: str) -> float:
    """How alike two texts are: shared pairs of neighbouring characters over all pairs, 0 to 1 (Jaccard)."""
    first, second = _pairs(one), _pairs(other)
    return len(first & second) / len(first | second) if first and second else 0.0


def needs_follow_up(kind: CaseKind, *, had_work: bool) -> bool:
    """Every repair (H07) and every complaint is asked after; the rest may be."""
    return had_work or kind in {CaseKind.REPAIR, CaseKind.COMPLAINT}


def needs_read_back(kind: CaseKind, *, can_be_asked: bool) -> bool:
    """A complaint is understood before it is solved (B-CASE-10), where there is anybody to ask."""
    return kind == CaseKind.COMPLAINT and can_be_asked


def needs_special_follow_up(kind: CaseKind, *, had_work: bool) -> bool:
    """What was mended and is still not right is looked at again within a day (A-FUP-05)."""
    return had_work or kind == CaseKind.REPAIR


def sample(
    count: int, *, seed: str, share: int = SHARE, at_least: int = AT_LEAST
) -> frozenset[int]:
    """Places drawn by lot from `count`: so many in a hundred, rounded up; one seed, one draw (A-FUP-03)."""
    size = min(count, max(at_least, -(-count * share // 100)))
    # Fair and repeatable is what is asked for, not secret.
    return frozenset(Random(seed).sample(range(count), size))  # noqa: S311


def needs_cause(kind: CaseKind) -> bool:
    """A complaint closes only with its cause on record (B-CASE-12)."""
    return kind == CaseKind.COMPLAINT


def proposed_method(kind: CaseKind, *, is_agitated: bool, is_important: bool) -> FollowUpMethod:
    """Meeting in person is warmer: for upset people and important clients (B-INT-25, A-EST-07)."""
    return FollowUpMethod.VISIT if is_agitated or is_important else FollowUpMethod.PHONE


def _pairs(text: str) -> set[str]:
    return {run[i : i + 2] for run in HAN.findall(text) for i in range(len(run) - 1)}
