"""Packs and standings, made through the actions."""

import datetime as dt
from pathlib import Path

from anlin.instruments.duty import actions
from anlin.instruments.duty.models import Occurrence, Pack, Standing
from anlin.instruments.duty.queries import packs as shipped
from anlin.instruments.duty.rules import reading
from anlin.kernel.actors import system

BY = system("tests")
HEAD = "pack: {code}\nversion: {version}\ntitle: 试用\ntitle_en: For tests\nadopted: {adopted}\n"
RULE = """
- code: {code}
  title: 每周例会
  title_en: Weekly meeting
  source: 001 L83
  post: office_manager
  per: {per}
  {what}
  evidence: {{{evidence}}}
{more}
"""
WEEKLY = "calendar: {every: FREQ=WEEKLY;BYDAY=MO, target: at 18:00, last: end of week}"
DAILY = "calendar: {every: FREQ=DAILY, target: at 09:00}"
CLOCK = "clock: {on: cases.case_opened, within: 3d}"


def rule(code="meeting", what=WEEKLY, *, per="project", evidence="what: 会议记录", more=""):
    return RULE.format(code=code, what=what, per=per, evidence=evidence, more=more)


def pack(*rules, code="trial", version=1, adopted="by choice", at):
    head = HEAD.format(code=code, version=version, adopted=adopted)
    written = reading.read({"pack.yaml": head, "rules.yaml": "".join(rules or [rule()])})
    return actions.take_pack(written=written, by=BY, at=at)


def standing(project, *rules, at, from_on=None, **more):
    """A pack that stands in the project from today on; its occurrences are there."""
    taken = pack(*rules, at=at, **more)
    day = from_on or at.date()
    actions.adopt(pack=taken, places=[project], from_on=day, by=BY, at=at, confirmed=True)
    return taken


def clocks_of_the_desk(project, *, at, packs=("baseline",)):
    """The rules of shipped packs that wait for news of matters, work orders and disputes stand in the project, as adopted that day."""
    for code in packs:
        taken = actions.take_pack(written=shipped.written(Path(code)), by=BY, at=at)
        for rule in taken.rules.filter(news__regex=r"^(cases|workorders|dispute)\."):
            day = at.date()
            Standing.objects.create(
                project=project, rule=rule, code=f"{code}/{rule.code}", from_on=day, opened_until=day,
                settled_at=at, settled_by=BY.ref,
            )  # fmt: skip


def about(subject):
    """The duties about a thing by the rule's code, withdrawn ones left out."""
    rows = Occurrence.objects.filter(
        subject_kind=subject.kind, subject_key=subject.key, withdrawn_at=None
    )
    return {f"{row.standing.rule.code}{row.key[len(str(subject)):]}": row for row in rows.select_related("standing__rule")}  # fmt: skip


def open_about(subject):
    return {code for code, row in about(subject).items() if row.done_at is None}


def happened(project_id, about, *, at, news="cases.case_opened", by=BY, **more):
    """Something that rules may wait for; how many clocks it started."""
    opening = actions.Opening(news=news, about=about, project_id=project_id, at=at, **more)
    return actions.open_clocks([opening], by=by)


def occurrences(**found):
    return list(Occurrence.objects.filter(**found).order_by("last_at", "pk"))


def the_pack(code="trial"):
    return Pack.objects.filter(code=code).latest("version")


def moment(day, hour=0, minute=0):
    from django.utils import timezone  # noqa: PLC0415

    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))
