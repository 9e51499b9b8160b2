"""Signs by their code, and the matter that somebody follows by a link."""

import hashlib

from django.db.models import Count, QuerySet

from anlin.kernel.errors import NotThere
from anlin.kernel.ids import heard
from anlin.trades.cases.models import Case
from anlin.trades.reception.models import Follower, Sign


def hanging_signs() -> QuerySet[Sign]:
    return Sign.objects.filter(taken_down_at=None).select_related("project", "building")


def signs_of(project_id: int) -> QuerySet[Sign]:
    """Signs that hang, with how many matters came from each; one query."""
    return (
        hanging_signs()
        .filter(project=project_id)
        .annotate(reports=Count("followers"))
        .order_by("place", "pk")
    )


def by_code(code: str) -> Sign:
    """The sign with that code, hanging or not; or `NotThere`."""
    sign = Sign.objects.filter(code=heard(code)).select_related("project", "building").first()
    if sign is None:
        raise NotThere
    return sign


def hash_of(secret: str) -> str:
    return hashlib.sha256(f"follow:{secret}".encode()).hexdigest()


def case_followed(secret: str) -> Case:
    """The matter behind a secret link; or `NotThere`."""
    found = Follower.objects.filter(secret_hash=hash_of(secret))
    follower = found.select_related("case", "case__project").first()
    if follower is None:
        raise NotThere
    return follower.case
