"""What people call a duty, and which duties a person may see."""

from anlin.instruments.duty.models import Occurrence
from anlin.instruments.duty.queries.owed import visible_to
from anlin.instruments.duty.queries.standing import title_of
from anlin.kernel.actors import Actor
from anlin.kernel.subjects import Subject

KIND = "duty"


def name_of_subject(subject: Subject) -> str | None:
    """Title and day of a duty; None about anything else."""
    if subject.kind != KIND:
        return None
    row = Occurrence.objects.filter(pk=int(subject.key)).select_related("standing__rule").first()
    return f"{title_of(row.standing.rule)} {row.scheduled_on:%Y-%m-%d}" if row else None


def may_see_subject(actor: Actor, subject: Subject) -> bool | None:
    """What `documents` asks about the evidence of a duty; None about anything else."""
    if subject.kind != KIND:
        return None
    return visible_to(actor).filter(pk=int(subject.key)).exists()
