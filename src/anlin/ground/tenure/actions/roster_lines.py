"""What the rows of a roster say, as offices really write them: one line per row, read but not compared."""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from anlin.foundation.intake import api as intake
from anlin.ground.estate import queries as estate
from anlin.ground.estate.choices import UnitStatus
from anlin.ground.people import actions as people
from anlin.ground.people import queries as known_people
from anlin.ground.people.choices import PersonKind, Sex
from anlin.ground.people.errors import NotAnIdentityNumber, NotAPhone
from anlin.ground.tenure import rules
from anlin.ground.tenure.choices import TenureRole
from anlin.ground.tenure.errors import (
    AreaOutOfRange,
    RelationUnknown,
    RoomUnreadable,
    StatusUnknown,
)
from anlin.kernel.errors import Refusal

# The words offices use above their columns; the first is what we call the column ourselves.
WANTED = {
    "building": ("楼栋", "楼号", "栋号", "幢", "幢号", "栋", "楼幢", "楼宇", "楼栋号"),
    "entrance": ("单元", "单元号", "梯"),
    "room": (
        *("房号", "房间号", "单元室", "房屋编号", "室号", "门牌号", "户号", "房间", "房屋"),
        *("单元房号", "地址", "室"),
    ),
    "owner": ("业主", "产权人", "业主姓名", "房主", "户主", "产权人姓名", "姓名", "客户名称"),
    "phone": ("电话", "手机", "联系电话", "联系方式", "手机号", "手机号码", "电话号码"),
    "second_phone": ("电话2", "联系电话2", "手机2", "备用电话", "其他电话"),
    "area": ("建筑面积", "面积", "建面", "产权面积", "房屋面积", "收费面积"),
    "inner_area": ("套内面积", "套内建筑面积", "使用面积"),
    "layout": ("户型", "房型"),
    "identity": ("身份证", "身份证号", "身份证号码", "证件号码"),
    "since": ("入住日期", "交房日期", "收房日期", "交付日期", "入住时间", "交房时间"),
    "status": ("房屋状态", "入住情况", "入住状态", "居住情况", "使用情况", "房态", "状态"),
    "parking": ("车位号", "车位", "车位编号"),
    "relation": ("与业主关系", "关系", "与户主关系", "身份", "人员类型"),
    "sex": ("性别",),
}
# Notes and sums below the table; they are no rows of it.
FOOTER = re.compile(r"(总计|合计|小计|共计|总户数|制表|填表|审核|备注|说明|注[:：])")
SEXES = {"男": Sex.MALE, "女": Sex.FEMALE, "先生": Sex.MALE, "女士": Sex.FEMALE}
ORGANISATION = re.compile(r"公司|集团|银行|学校|医院|中心|事务所|委员会|[^王]局$")
LARGEST_AREA = Decimal(10**7)


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row that could be read. `continues` says that it left the room to the row above it."""

    row_number: int
    place: rules.Place
    people: tuple[people.NewPerson, ...]
    role: TenureRole
    continues: bool
    area: Decimal | None
    inner_area: Decimal | None
    layout: str
    since: date | None
    status: UnitStatus | None
    parking: tuple[str, ...]


@dataclass(frozen=True)
class Unreadable:
    """A row that says something we cannot take, with the sentence for whoever wrote it."""

    row_number: int
    reason: str


def table_of(data: bytes, file_name: str) -> intake.Table:
    """Refused as `intake.read_table` refuses; a roster needs at least rooms."""
    return intake.read_table(
        io.BytesIO(data),
        wanted=WANTED,
        required=("room",),
        fill_down=("building", "entrance"),
        file_name=file_name,
    )


def lines_of(table: intake.Table) -> Iterator[Line | Unreadable]:
    """Every row but the footers, in the order of the file."""
    room = ""
    heading = table.columns.heading_of("room")
    for row in table.rows:
        first = next((cell for cell in row.cells if cell), "")
        if FOOTER.match(first.strip()) and not (row.text("room") and row.text("owner")):
            continue
        written = row.text("room")
        room = written or room
        try:
            yield _line(row, room, continues=not written, of_entrance="单元" in heading)
        except Refusal as refusal:
            yield Unreadable(row.number, str(refusal))


def _line(row: intake.Row, room: str, *, continues: bool, of_entrance: bool) -> Line:
    if not room or (continues and not row.text("owner")):
        row.needed("room")
    relation = row.text("relation")
    role = rules.role_of(relation)
    if role is None:
        raise RelationUnknown(value=relation)
    return Line(
        row_number=row.number,
        place=_place(row, room, of_entrance=of_entrance),
        people=_people(row),
        role=role,
        # With a column of relations a second owner may repeat the room.
        continues=continues or (bool(relation) and role == TenureRole.OWNER),
        area=_area(row, "area"),
        inner_area=_area(row, "inner_area"),
        layout=row.text("layout")[:40],
        since=row.day_in("since"),
        status=_status(row),
        parking=_parking(row),
    )


def _place(row: intake.Row, room: str, *, of_entrance: bool) -> rules.Place:
    building, entrance = row.text("building"), row.text("entrance")
    if of_entrance and building and not entrance and room.count("-") == 1:
        entrance, room = room.split("-")
    place = rules.place_of(building, entrance, room, estate.room_parts(room))
    if place is None:
        raise RoomUnreadable(value=" ".join(filter(None, (building, entrance, room))))
    return place


def _people(row: intake.Row) -> tuple[people.NewPerson, ...]:
    names = rules.names_in(row.written("owner"))
    written = " / ".join(filter(None, (row.written("phone"), row.written("second_phone"))))
    phones = rules.phones_in(written)
    if phones is None:
        raise NotAPhone(value=written)
    numbers = [
        part.strip() for part in rules.SEPARATORS.split(row.text("identity")) if part.strip()
    ]
    for number in numbers:
        if known_people.identity_number(number) is None:
            raise NotAnIdentityNumber
    if not names:
        if phones:
            row.needed("owner")
        return ()
    sex = SEXES.get(row.text("sex"), "") if len(names) == 1 else ""
    return tuple(
        people.NewPerson(
            name=name,
            phones=held,
            sex=sex,
            kind=PersonKind.COMPANY if ORGANISATION.search(name) else PersonKind.HUMAN,
            identity_number=numbers[place] if place < len(numbers) else "",
        )
        for place, (name, held) in enumerate(
            zip(names, rules.dealt(phones, len(names)), strict=True)
        )
    )


def _area(row: intake.Row, name: str) -> Decimal | None:
    area = row.number_in(name)
    if area is None:
        return None
    if not 0 < area < LARGEST_AREA:
        raise AreaOutOfRange(value=row.text(name))
    return area.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _status(row: intake.Row) -> UnitStatus | None:
    words = row.text("status")
    status = rules.status_of(words)
    if words and status is None:
        raise StatusUnknown(value=words)
    return status


def _parking(row: intake.Row) -> tuple[str, ...]:
    parts: Sequence[str] = rules.SEPARATORS.split(row.text("parking"))
    return tuple(dict.fromkeys(part.strip()[:20] for part in parts if part.strip(" -—无")))
