"""Calendars for telephones and programs (RFC 5545): moments in UTC, one entry for each thing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse

from anlin.faces.kit.requests import Request
from anlin.instruments.duty import queries
from anlin.instruments.duty.models import Occurrence

MEDIA_TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True)
class Entry:
    """`uid` stays the same while the thing is the same; `address` is its page, absolute."""

    uid: str
    title: str
    begins_at: datetime
    ends_at: datetime
    words: str = ""
    address: str = ""


def answer(name: str, entries: Iterable[Entry], *, now: datetime) -> HttpResponse:
    """A file that a telephone subscribes to; it asks again every hour."""
    # Read when the first calendar is asked for: it takes a tenth of a second.
    from icalendar import Calendar, Event  # noqa: PLC0415

    calendar = Calendar()
    calendar.add("prodid", "-//Anlin//Duties//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval;value=duration", "PT1H")
    for each in entries:
        event = Event()
        event.add("uid", each.uid)
        event.add("dtstamp", now.astimezone(UTC))
        event.add("dtstart", each.begins_at.astimezone(UTC))
        event.add("dtend", each.ends_at.astimezone(UTC))
        event.add("summary", each.title)
        if each.words:
            event.add("description", each.words)
        if each.address:
            event.add("url", each.address)
        calendar.add_component(event)
    response = HttpResponse(calendar.to_ical(), content_type=MEDIA_TYPE)
    response["Cache-Control"] = "private, max-age=600"
    return response


def of_duties(rows: QuerySet[Occurrence], request: Request) -> list[Entry]:
    """The duties as entries of a calendar, each with the address of its page."""
    return [
        Entry(
            uid=f"duty-{duty.pk}@{request.get_host()}",
            title=queries.title_of(duty.standing.rule),
            begins_at=duty.earliest_at,
            ends_at=duty.last_at,
            words=duty.project.name if duty.project else "",
            address=request.build_absolute_uri(reverse("console:duty", args=[duty.pk])),
        )
        for duty in rows.select_related("standing__rule", "project")
    ]
