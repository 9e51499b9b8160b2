"""Why something is owed and when exactly, line by line."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from anlin.ground.workforce import queries as workforce
from anlin.instruments.duty.choices import Kind
from anlin.instruments.duty.models import Occurrence
from anlin.instruments.duty.queries.standing import rule_of, title_of
from anlin.instruments.duty.rules import schema, spans
from anlin.kernel.calendar import WorkingCalendar

MOST_DAYS = 400


@dataclass(frozen=True)
class Reckoning:
    """The lines, in the order in which one would reckon on paper."""

    lines: tuple[str, ...]


def why(occurrence: Occurrence) -> Reckoning:
    """From the rule and its source to the last moment: what was counted, what was left out, and what stood still."""
    standing = occurrence.standing
    rule, calendar = rule_of(standing), workforce.working_calendar()
    lines = [
        _("Rule: %(title)s (%(code)s).")
        % {"title": title_of(standing.rule), "code": standing.code},
        _("It comes from: %(source)s.") % {"source": "; ".join([*rule.covers, *rule.source])},
        _("It has stood here since %(day)s.") % {"day": _day(standing.from_on)},
    ]
    if standing.figures:
        own = ", ".join(f"{place} = {value}" for place, value in sorted(standing.figures.items()))
        lines.append(_("The company's own figures: %(figures)s.") % {"figures": own})
    if rule.kind == Kind.CLOCK:
        lines += _of_a_clock(occurrence, rule, calendar)
    else:
        said = rule.calendar or rule.sample or rule.milestone
        lines.append(_("It falls on %(day)s.") % {"day": _day(occurrence.scheduled_on)})
        if isinstance(said, schema.Calendar):
            lines.append(_("Recurrence: %(every)s.") % {"every": said.every})
        lines += _days_left_out(
            occurrence.scheduled_on, timezone.localdate(occurrence.last_at), calendar
        )
    lines.append(_("It can be done from %(moment)s.") % {"moment": _moment(occurrence.earliest_at)})
    lines.append(_("It should be done by %(moment)s.") % {"moment": _moment(occurrence.target_at)})
    last = _moment(occurrence.last_at)
    lines.append(_("At the latest by %(moment)s; after that it is missed.") % {"moment": last})
    return Reckoning(tuple(str(line) for line in lines))


def _of_a_clock(occurrence: Occurrence, rule: schema.Rule, calendar: WorkingCalendar) -> list[str]:
    assert rule.clock is not None
    span = spans.read(rule.clock.within)
    start = timezone.localtime(occurrence.earliest_at)
    lines = [
        _("The clock began at %(moment)s with “%(news)s”.")
        % {"moment": _moment(start), "news": rule.clock.on},
        _("It runs %(span)s, %(how)s.")
        % {
            "span": rule.clock.within,
            "how": _("in working time") if span.needs_calendar else _("round the clock"),
        },
    ]
    if span.needs_calendar:
        lines += _days_left_out(start.date(), timezone.localdate(occurrence.last_at), calendar)
    lines += [
        _("It stood still from %(from)s to %(until)s: %(reason)s.")
        % {
            "from": _moment(pause.from_at),
            "until": _moment(pause.until_at) if pause.until_at else "…",
            "reason": pause.because,
        }
        for pause in occurrence.pauses.order_by("from_at")
    ]
    return lines


def _days_left_out(first: date, last: date, calendar: WorkingCalendar) -> list[str]:
    """The free days and make-up working days between two days that differ from the plain week."""
    lines = []
    for nth in range(min((last - first).days + 1, MOST_DAYS)):
        day = first + timedelta(days=nth)
        works = calendar.special_days.get(day)
        if works is not None:
            said = _("a working day (made up)") if works else _("a holiday")
            lines.append(_("%(day)s is %(what)s.") % {"day": _day(day), "what": said})
    return lines


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")
