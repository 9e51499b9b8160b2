"""Signs by their code, and the matter that somebody follows by a link."""

import hashlib

from django.db.models import Count, QuerySet

from anlin.kernel.errors import NotThere
from anlin.kernel.ids import heard
from anlin.trades.cases.models import Case
from anlin.trades.reception.models import Follower, Sign


def signs_of(project_id: int) -> QuerySet[Sign]:
    """Signs that hang, with how many matters came from each; one query."""
    hanging = Sign.objects.filter(project=project_id, taken_down_at=None)
    return (
        hanging.select_related("building")
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
