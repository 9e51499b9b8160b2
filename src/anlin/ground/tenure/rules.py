"""Decisions about shares and about what the cells of a roster mean, on plain values."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from anlin.ground.estate.choices import UnitStatus
from anlin.ground.tenure.choices import TenureRole

DIGITS = "一二三四五六七八九"
CODE = re.compile(r"[A-Z0-9\u4e00-\u9fff][A-Z0-9\u4e00-\u9fff\-#()]{0,19}")
SEPARATORS = re.compile(r"[、,，;；/／|\n]")
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff·]{2,}")
PHONE = re.compile(
    r"(?<!\d)(?:(?:\+|00)?86[\s\-]*)?"
    r"(1[3-9](?:[\s\-–—]*\d){9}|\(?0\d{2,3}\)?[\s\-–—]*[2-9]\d{2,3}[\s\-–—]?\d{4}|[2-9]\d{2,3}[\s\-]?\d{4})(?!\d)"
)
# The first group with a fitting word counts: a word of a later one may hold a word of an earlier.
ROLE_WORDS = {
    TenureRole.OWNER: ("业主", "产权", "共有", "房主", "户主", "本人", "所有权"),
    TenureRole.TENANT: ("租",),
    TenureRole.PROPERTY_USER: ("使用人", "借住", "员工"),
    TenureRole.HOUSEHOLD_MEMBER: (
        *("家属", "家庭", "配偶", "夫", "妻", "父", "母", "子", "女", "儿", "孙", "兄", "弟"),
        *("姐", "妹", "亲", "爷", "奶", "岳", "婆", "公"),
    ),
}
STATUS_WORDS = {
    **dict.fromkeys(("未售", "待售"), UnitStatus.UNSOLD),
    **dict.fromkeys(("已售", "未交房", "未收房", "未交付", "未接房"), UnitStatus.SOLD),
    **dict.fromkeys(
        ("交房", "已交", "收房", "已收", "交付", "接房", "待装修", "未装修", "已装修"),
        UnitStatus.HANDED_OVER,
    ),
    **dict.fromkeys(("装修",), UnitStatus.DECORATING),
    **dict.fromkeys(("自住", "入住", "常住", "居住", "自用"), UnitStatus.OCCUPIED),
    **dict.fromkeys(("出租", "租赁", "租住", "已租"), UnitStatus.LET),
    **dict.fromkeys(("空置", "空关", "空房", "未入住", "未住", "无人"), UnitStatus.VACANT),
}


def total_share(shares: Iterable[tuple[int, int]]) -> Fraction:
    """The sum of shares given as (numerator, denominator)."""
    return sum((Fraction(part, whole) for part, whole in shares), Fraction(0))


def equal_shares(count: int) -> list[tuple[int, int]]:
    """One whole in `count` equal parts; what we assume of co-owners until a title deed says otherwise."""
    return [(1, count)] * count


def written_share(numerator: int, denominator: int) -> str:
    """A share as people write it: 50%, or 1/3 where a percentage would not be exact."""
    percent = Fraction(numerator * 100, denominator)
    return f"{percent}%" if percent.denominator == 1 else f"{Fraction(numerator, denominator)}"


@dataclass(frozen=True)
class Place:
    """Where a unit stands, in codes; `building_name` is what to call a building that is new."""

    building: str
    entrance: str
    unit: str
    building_name: str

    @property
    def key(self) -> tuple[str, str, str]:
        return self.building, self.entrance, self.unit


def place_of(
    building: str, entrance: str, room: str, parts: tuple[str, str, str] | None
) -> Place | None:
    """The unit a roster means; `parts` are (building, entrance, unit) as far as the room tells them.

    In a file with buildings in a column of their own, 2-1502 begins with the entrance unless it
    repeats the building. None without building or room, or when column and room contradict.
    """
    own_building, own_entrance = _number(building), _number(entrance)
    told_building, told_entrance, unit = parts or ("", "", _plain(room))
    told_building, told_entrance = _number(told_building), _number(told_entrance)
    if own_building and told_building not in {"", own_building} and not told_entrance:
        told_building, told_entrance = "", told_building
    chosen = own_building or told_building
    if not chosen or not CODE.fullmatch(unit):
        return None
    if told_building not in {"", chosen} or (
        own_entrance and told_entrance not in {"", own_entrance}
    ):
        return None
    name = f"{chosen}座" if "座" in building else f"{chosen}栋"
    return Place(chosen, own_entrance or told_entrance, unit, name)


def names_in(cell: str) -> list[str]:
    """The people named in one cell: 张三、李四, 张三 李四 or 张三/李四; 张 三 is one and John Smith, too."""
    names: list[str] = []
    for part in SEPARATORS.split(cell):
        pieces = part.split()
        if pieces and all(NAME.fullmatch(piece) for piece in pieces):
            names += pieces
        elif pieces:
            names.append(("" if all(map(HAN.fullmatch, pieces)) else " ").join(pieces))
    return list(dict.fromkeys(names))


def phones_in(cell: str) -> list[str] | None:
    """The phones in one cell, digits only; None when something in it has digits but is no phone."""
    plain = unicodedata.normalize("NFKC", cell)
    phones = [re.sub(r"\D", "", found[1] or found[0]) for found in PHONE.finditer(plain)]
    left_over = PHONE.sub(" ", plain)
    return None if re.search(r"\d", left_over) else list(dict.fromkeys(phones))


def dealt(phones: Sequence[str], people: int) -> list[tuple[str, ...]]:
    """Which phones are whose: one each in order, what is left over belongs to the first."""
    first = tuple(phones[:1]) + tuple(phones[people:])
    return [first, *(tuple(phones[n : n + 1]) for n in range(1, people))]


def role_of(relation: str) -> TenureRole | None:
    """The role that a word for the relation to the owner means; None when it means none we know."""
    if not relation:
        return TenureRole.OWNER
    for role, words in ROLE_WORDS.items():
        if any(word in relation for word in words):
            return role
    return None


def status_of(words: str) -> UnitStatus | None:
    """The status that an office calls so; the longer word counts, as 未入住 holds 入住."""
    fitting = [word for word in STATUS_WORDS if word in words]
    return STATUS_WORDS[max(fitting, key=len)] if fitting else None


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()


def _number(text: str) -> str:
    """3栋, ３#, 第三幢 and 3 are all 3; A座 is A."""
    bare = re.sub(r"^第|(栋|幢|座|号楼|号|楼|单元|门|梯|#)+$", "", _plain(text))
    if re.fullmatch(f"[{DIGITS}]?十[{DIGITS}]?|[{DIGITS}]", bare):
        tens, ten, ones = bare.rpartition("十")
        whole_tens = DIGITS.index(tens) + 1 if tens else len(ten)
        return str(whole_tens * 10 + (DIGITS.index(ones) + 1 if ones else 0))
    return bare.lstrip("0") or bare
