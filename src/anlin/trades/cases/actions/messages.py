"""What the rows of a file of messages say: when, who, what, and what was answered; with what had to be mended."""

import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.timezone import get_default_timezone

from anlin.foundation.intake import api as intake
from anlin.kernel.errors import Refusal
from anlin.trades.cases import rules
from anlin.trades.cases.choices import CaseKind
from anlin.trades.cases.errors import NoMoment, NoReporter, NothingSaid, NotYet

WANTED = {
    "key": ("留言编号", "编号", "工单编号", "诉求编号", "序号"),
    "user": ("留言用户", "用户", "诉求人", "来电人", "姓名"),
    "title": ("留言主题", "主题", "标题"),
    "at": ("留言时间", "时间", "来电时间", "提交时间", "日期"),
    "words": ("留言详情", "详情", "内容", "留言内容", "诉求内容"),
    "category": ("一级分类", "分类", "一级标签"),
    "answer": ("答复意见", "答复", "回复内容", "办理结果"),
    "answered_at": ("答复时间", "回复时间", "办结时间"),
}
NEEDED = ("key", "user", "at", "words")
MOMENT = re.compile(
    r"(?P<year>\d{4})(?P<gap>[-/.年])(?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?"
    r"(?:[T\s]*(?P<hour>\d{1,2})[:时](?P<minute>\d{1,2})(?:[:分](?P<second>\d{1,2})秒?)?分?(?:\.\d+)?)?"
)
SERIAL = re.compile(r"[2-7]\d{4}(?:\.\d+)?")
DAY_ZERO = date(1899, 12, 30)


@dataclass(frozen=True, kw_only=True)
class Message:
    """A row that could be read; `mended` names what had to be done for that."""

    row_number: int
    key: str
    user: str
    title: str
    words: str
    at: datetime
    kind: CaseKind
    answer: str
    answered_at: datetime | None
    mended: frozenset[str]


@dataclass(frozen=True)
class Unreadable:
    """A row that cannot be taken, with the sentence for whoever wrote it."""

    row_number: int
    reason: str


def messages_of(data: bytes, file_name: str, *, now: datetime) -> Iterator[Message | Unreadable]:
    """Every row of the file, in its order. Refused as `intake.read_table` refuses."""
    table = intake.read_table(io.BytesIO(data), wanted=WANTED, required=NEEDED, file_name=file_name)
    for row in table.rows:
        try:
            yield _message(row, now=now)
        except Refusal as refusal:
            yield Unreadable(row.number, str(refusal))


def _message(row: intake.Row, *, now: datetime) -> Message:
    mended: set[str] = set()
    user = row.text("user")
    if not user:
        raise NoReporter
    title = row.text("title")
    words = _without_gaps(row.written("words"), mended) or title
    if not words:
        raise NothingSaid
    row.needed("at")
    at = _moment(row, "at", mended)
    answer = _without_gaps(row.written("answer"), mended)
    answered_at = None
    if answer:
        answered_at = _moment(row, "answered_at", mended) if row.text("answered_at") else at
        if answered_at < at:
            # Their clocks differ, or one was typed in: an answer cannot come before its question.
            mended.add("answer_before_message")
            answered_at = at
    latest = answered_at or at
    if latest > now:
        raise NotYet(moment=f"{latest:%Y-%m-%d %H:%M}")
    return Message(
        row_number=row.number,
        key=row.needed("key")[:80],
        user=user,
        title=title,
        words=words,
        at=at,
        kind=rules.kind_hint(f"{title} {words[:60]}"),
        answer=answer,
        answered_at=answered_at,
        mended=frozenset(mended),
    )


def _without_gaps(written: str, mended: set[str]) -> str:
    """The text without the tabs, blanks and empty lines of the page it was copied from."""
    text = "\n".join(filter(None, (" ".join(line.split()) for line in written.splitlines())))
    if text != written:
        mended.add("blanks")
    return text


def _moment(row: intake.Row, name: str, mended: set[str]) -> datetime:
    """A moment as it was in China, however it is written."""
    text = " ".join(unicodedata.normalize("NFKC", row.written(name)).split())
    naive = _from_serial(text, mended) or _from_text(text, mended)
    if naive is None:
        raise NoMoment(value=text, heading=row.columns.heading_of(name))
    return naive.replace(tzinfo=get_default_timezone())


def _from_serial(text: str, mended: set[str]) -> datetime | None:
    if not SERIAL.fullmatch(text):
        return None
    mended.add("excel_number")
    days = timedelta(seconds=round(float(text) * 86400))
    return datetime.combine(DAY_ZERO, time()) + days


def _from_text(text: str, mended: set[str]) -> datetime | None:
    found = MOMENT.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(found[name]) for name in ("year", "month", "day"))
    hour, minute, second = (int(found[name] or 0) for name in ("hour", "minute", "second"))
    if found["hour"] is None:
        mended.add("date_without_time")
    # The reader of workbooks gives real dates with dashes; everything else was typed as text.
    if found["gap"] == "-":
        mended.add("excel_date")
    else:
        mended.add("date_as_text" if found["gap"] == "/" else "odd_separators")
    try:
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001  (placed by the caller)
    except ValueError:
        return None
