"""Lessons of the reader, and which version reads along."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.foundation.jobs import api as jobs
from anlin.instruments.reading import permissions, sockets
from anlin.instruments.reading.choices import Example
from anlin.instruments.reading.errors import (
    ComparedWithAnother,
    InUseAlready,
    NoBetter,
    NothingToLeave,
    TooFewExamples,
)
from anlin.instruments.reading.models import Version
from anlin.instruments.reading.rules import teaching
from anlin.instruments.reading.rules.learned import Weights
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.kernel.subjects import Subject

# What a lesson takes in: more teach little and take minutes.
MOST_EXAMPLES = 10_000
LESSON = "reading.lesson"


def learn(*, by: Actor, at: datetime) -> Version:
    """Learn from what people made of messages, and compare with what is in use; nothing replaces anything here.

    The newest fifth is not learned from: on it both are asked. Refused with `TooFewExamples`.
    """
    require(permissions.may_teach(by))
    examples = [one for found in sockets.examples.ask(MOST_EXAMPLES) for one in found]
    older, newest = teaching.parted(examples)
    weights = _taught(older, len(examples))
    before = Version.objects.filter(is_in_use=True).first()
    compared = teaching.compare(weights, Weights.loaded(before.weights) if before else None, newest)
    with transaction.atomic():
        version = Version.objects.create(
            learned_at=at,
            learned_by=by.ref,
            examples=len(older),
            entries=len(weights.labels),
            held_out=compared.held_out,
            right=compared.right,
            right_before=compared.right_before,
            only_new=compared.only_new,
            only_before=compared.only_before,
            before=before,
            weights=weights.dumped(),
        )
        _record("reading.learned", version, by=by, at=at)
    return version


@transaction.atomic
def ask_for_lesson(*, by: Actor, at: datetime) -> None:
    """Let a job hold a lesson soon; asked again within the minute, it holds one."""
    require(permissions.may_teach(by))
    if jobs.enqueue(LESSON, key=f"{at:%Y-%m-%dT%H:%M}"):
        audit.record("reading.asked", Subject("reading.version", "new"), by=by, at=at)


def _taught(older: Sequence[Example], count: int) -> Weights:
    """Weights of a lesson; refused where there is too little to learn from and to compare on."""
    enough = count >= teaching.AT_LEAST and len(teaching.teachable(older)) > 1
    if not enough:
        raise TooFewExamples(count=count, least=teaching.AT_LEAST)
    return teaching.teach(older)


@transaction.atomic
def take(*, version: Version, by: Actor, at: datetime) -> Version:
    """Let this version read along from now on. One that was once in use may always come back.

    Refused with `NoBetter` if it was not better when it was compared, with `ComparedWithAnother` if something else is in
    use by now, and with `InUseAlready`.
    """
    require(permissions.may_teach(by))
    held = list(Version.objects.select_for_update().order_by("pk").only("pk", "is_in_use"))
    in_use = next((one.pk for one in held if one.is_in_use), 0)
    if in_use == version.pk:
        raise InUseAlready
    if version.taken_at is None:
        if version.right <= version.right_before:
            raise NoBetter(right=version.right, before=version.right_before)
        if (version.before_id or 0) != in_use:
            raise ComparedWithAnother
    Version.objects.filter(pk=in_use).update(is_in_use=False)
    rows.change(version, expecting=("is_in_use",), is_in_use=True, taken_at=version.taken_at or at)
    _record("reading.taken", version, by=by, at=at)
    return version


@transaction.atomic
def leave(*, by: Actor, at: datetime) -> None:
    """Let the word lists work alone again. Refused with `NothingToLeave`."""
    require(permissions.may_teach(by))
    version = Version.objects.select_for_update().filter(is_in_use=True).first()
    if version is None:
        raise NothingToLeave
    Version.objects.filter(pk=version.pk).update(is_in_use=False)
    _record("reading.left", version, by=by, at=at)


def _record(deed: str, version: Version, *, by: Actor, at: datetime) -> None:
    audit.record(deed, Subject("reading.version", str(version.pk)), by=by, at=at)
