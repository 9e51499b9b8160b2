"""What this room itself answers to its questions about one person's data."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from anlin.foundation.audit import api as audit
from anlin.ground.people import sockets
from anlin.ground.people.choices import Fate
from anlin.ground.people.models import CareMark, Consent, ContactPoint, Person, SensitiveNote
from anlin.kernel.subjects import Subject

COUNTED = 1_000
PROOF = _("proof that we were allowed to, Personal Information Protection Law, articles 14 and 69")
TRAIL = _("logs of at least six months, Cybersecurity Law, article 21; by number, without a name")


def own_holding(person_ids: Sequence[int]) -> sockets.Holding:
    """What this room itself holds on the person, in clear."""
    ids = {"person__in": list(person_ids)}
    line = sockets.Line
    return sockets.Holding(
        _("Who you are"),
        (
            *(
                line(what=_("Name"), text=_told(person), at=person.registered_at)
                for person in Person.objects.filter(pk__in=list(person_ids)).order_by("id")
            ),
            *(
                line(what=point.get_kind_display(), text=point.value, at=point.added_at)
                for point in ContactPoint.objects.filter(**ids).order_by("id")
            ),
            *(
                line(what=_("Special care"), text=str(mark.get_kind_display()), at=mark.marked_at)
                for mark in CareMark.objects.filter(**ids).order_by("id")
            ),
            *(
                line(
                    what=_("Consent"),
                    text=f"{given.get_purpose_display()} · {given.how}",
                    at=given.given_at,
                )
                for given in Consent.objects.filter(**ids).order_by("id")
            ),
            *(
                line(what=note.get_kind_display(), text=note.text, at=note.noted_at)
                for note in SensitiveNote.objects.filter(**ids).order_by("id")
            ),
        ),
    )


def _told(person: Person) -> str:
    told = (
        person.name,
        str(person.get_sex_display()),
        person.identity_number,
        str(person.get_call_time_display()),
    )
    return " · ".join(part for part in told if part)


def own_verdicts(person_ids: Sequence[int], at: datetime) -> list[sockets.Verdict]:
    ids = list(person_ids)
    notes = SensitiveNote.objects.filter(person__in=ids).count()
    marks = CareMark.objects.filter(person__in=ids).count()
    points = ContactPoint.objects.filter(person__in=ids).count()
    given = Consent.objects.filter(person__in=ids).count()
    subjects = [Subject("person", str(key)) for key in ids]
    entries = sum(len(audit.of_subject(subject, limit=COUNTED)) for subject in subjects)
    erased, kept = Fate.ERASED, Fate.KEPT
    return [
        sockets.Verdict(what=_("name, identity number, access"), count=len(ids), fate=erased),
        sockets.Verdict(what=_("phones and addresses"), count=points, fate=erased),
        sockets.Verdict(what=_("notes and marks of care"), count=notes + marks, fate=erased),
        sockets.Verdict(
            what=_("consents, without their words"), count=given, fate=kept, because=PROOF
        ),
        sockets.Verdict(what=_("entries of the trail"), count=entries, fate=kept, because=TRAIL),
    ]
