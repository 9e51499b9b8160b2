"""What matters hold on a person: for a copy of their data, and for its erasure."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from anlin.ground.people.choices import PHONE_KINDS, Fate
from anlin.ground.people.models import ContactPoint
from anlin.ground.people.sockets import Holding, Line, Verdict
from anlin.trades.cases.choices import OPEN_STATES
from anlin.trades.cases.models import Answer, Case, Note, Report
from anlin.trades.cases.models import Verdict as Judgement


def of_everyone(person_ids: Sequence[int]) -> QuerySet[Case]:
    """Matters the person reported, and those of callers without a name who were reached under their phone."""
    points = ContactPoint.objects.filter(person__in=list(person_ids), kind__in=PHONE_KINDS)
    indexes = [index for index in points.values_list("full_index", flat=True) if index]
    called = Q(reporter=None, reporter_phone_index__in=indexes)
    return Case.objects.filter(Q(reporter__in=list(person_ids)) | called).order_by(
        "opened_at", "pk"
    )


def held_on(person_ids: Sequence[int]) -> Holding:
    """Each matter with what the person said and what they were answered; no notes of ours."""
    lines = []
    for case in of_everyone(person_ids):
        words = [str(case.title), case.words]
        words += [each.words for each in Report.objects.filter(case=case).order_by("pk")[1:]]
        words += [
            each.words
            for each in Note.objects.filter(case=case, noted_by__startswith="resident:").order_by(
                "pk"
            )
        ]
        words += [each.words for each in Answer.objects.filter(case=case).order_by("pk")]
        words += [each.words or "" for each in Judgement.objects.filter(case=case).order_by("pk")]
        text = "\n".join(filter(None, words))
        lines.append(Line(what=case.number, text=text, at=case.opened_at))
    return Holding(_("Your matters"), tuple(lines))


def verdicts_on(person_ids: Sequence[int], at: datetime) -> list[Verdict]:
    found = of_everyone(person_ids)
    running = found.filter(state__in=OPEN_STATES).count()
    ended = found.count() - running
    needed, stays = Fate.NEEDED, Fate.ANONYMISED
    return [
        Verdict(what=_("open matters"), count=running, fate=needed, because=ANSWER),
        Verdict(what=_("closed matters: figures stay, words go"), count=ended, fate=stays),
    ]


ANSWER = _("the matter must be answered first, Personal Information Protection Law, article 13 (2)")


def callers_before(moment: datetime) -> QuerySet[Case]:
    """Matters closed before that moment that still name a caller we do not know."""
    return (
        Case.objects.filter(closed_at__lt=moment, reporter=None, anonymised_at=None)
        .select_related("unit", "unit__building")
        .order_by("pk")
    )
