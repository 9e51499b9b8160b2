"""What people call a duty, and which duties a person may see."""

from collections.abc import Collection

from anlin.instruments.duty.models import Occurrence
from anlin.instruments.duty.queries.owed import visible_to
from anlin.instruments.duty.queries.standing import title_of
from anlin.kernel.actors import Actor
from anlin.kernel.subjects import Subject

KIND = "duty"


def names_of_subjects(subjects: Collection[Subject]) -> dict[Subject, str]:
    """Titles and days of duties; nothing about anything else."""
    wanted = Subject.numbers(KIND, subjects)
    rows = Occurrence.objects.filter(pk__in=wanted) if wanted else Occurrence.objects.none()
    return {
        wanted[row.pk]: f"{title_of(row.standing.rule)} {row.scheduled_on:%Y-%m-%d}"
        for row in rows.select_related("standing__rule")
    }


def may_see_subject(actor: Actor, subject: Subject) -> bool | None:
    """What `documents` asks about the evidence of a duty; None about anything else."""
    if subject.kind != KIND:
        return None
    return visible_to(actor).filter(pk=int(subject.key)).exists()
