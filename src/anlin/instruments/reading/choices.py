"""What a message can be about, what it wants, and how soon."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Trade(StrEnum):
    """The trade that a message concerns, by the words of the desk."""

    NOISE = "噪音邻里"
    REPAIR = "维修"
    DECORATION = "装修"
    SERVICE = "客服"
    FEES = "收费"
    PARKING = "停车"
    CLEANING = "保洁"
    LIFT = "电梯"
    FIRE = "消防"
    GREENING = "绿化"
    SECURITY = "保安"
    OTHER = "其他"


class Kind(StrEnum):
    """What the writer wants."""

    COMPLAINT = "投诉"
    REPAIR = "报修"
    HELP = "求助"
    SUGGESTION = "建议"
    INQUIRY = "咨询"


class Urgency(StrEnum):
    """How soon somebody has to see to it."""

    URGENT = "紧急"
    FAIRLY = "较急"
    ORDINARY = "普通"


@dataclass(frozen=True)
class Example:
    """A message and the entry of the company's list that a person put it under; `proposed` by the word lists of today."""

    title: str
    body: str
    label: str
    proposed: str
    person: str
    at: datetime


DEEDS = {
    "reading.asked": _("asked for a lesson of the reader"),
    "reading.learned": _("let the reader learn from what was sorted"),
    "reading.taken": _("chose the version that reads along"),
    "reading.left": _("let the word lists read alone again"),
}
