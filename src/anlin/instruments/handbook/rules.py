"""Decisions of the handbook on plain values: the life of an edition, plain wording, which answer fits."""

import re
from dataclasses import dataclass

from anlin.instruments.handbook.choices import EditionState, EditionStep
from anlin.kernel.states import Table

LIFE: Table[EditionState, EditionStep] = Table(
    name="edition",
    first=EditionState.WRITTEN,
    rows=(
        (EditionState.WRITTEN, EditionStep.PUBLISH, EditionState.PUBLISHED),
        (EditionState.WRITTEN, EditionStep.SEND_BACK, EditionState.SENT_BACK),
        (EditionState.PUBLISHED, EditionStep.WITHDRAW, EditionState.WITHDRAWN),
    ),
)

# Our reading of "no long sentences" (B-INT-19): what is said in one breath.
LONGEST = 40
END = re.compile(r"[。！？；\n!?;]+")
# Words of documents, each with what people say instead.
PLAIN = {
    "予以": "给、进行（多半可以省去）",
    "兹": "现在",
    "特此": "（省去）",
    "贵方": "您",
    "贵户": "您家",
    "须知悉": "请知道",
    "周知": "知道",
    "届时": "到时候",
    "逾期": "过期",
    "不予": "不",
    "之规定": "的规定",
    "系属": "是",
    "务必": "请一定",
    "敬请谅解": "请您谅解，原因是……",
    "相关部门": "（写明哪个部门）",
    "尽快": "（写明什么时候）",
    "及时": "（写明多久）",
    "酌情": "（写明怎么定）",
    "共有部位": "公共地方，比如楼道、屋顶",
    "专项维修资金": "维修资金（大修用的钱）",
}


@dataclass(frozen=True)
class Hint:
    """A place that is hard to understand: the words, and what people would say; empty for a long sentence."""

    words: str
    instead: str = ""


def hints(text: str) -> list[Hint]:
    """Where a text is not plain: sentences of more than `LONGEST` characters, words of documents."""
    long = [Hint(said.strip()) for said in END.split(text) if len(said.strip()) > LONGEST]
    return long + [Hint(word, instead) for word, instead in PLAIN.items() if word in text]


def fit(words: str, keywords: list[str], title: str) -> int:
    """How well an article answers a message: keywords count by their length, pairs of the title's characters by one."""
    told = sum(len(word) for word in keywords if word in words)
    pairs = {title[n : n + 2] for n in range(len(title) - 1)}
    return 2 * told + sum(pair in words for pair in pairs)


# Below this an article has nothing to do with the message: two keywords' characters, or many pairs of its title.
FITS = 4
