"""Signs with a code at places, and who follows a matter by a secret link."""

from django.db import models

from anlin.ground.estate.models import Building, Project
from anlin.kernel.subjects import Subject
from anlin.trades.cases.models import Case


class Sign(models.Model):
    """A sign with a QR code at a lift, a pump room or a gate: whoever scans it may report about that place.

    The code opens a form and nothing else. Taken down, never deleted; a code is never used again.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="signs")
    building = models.ForeignKey(
        Building, null=True, on_delete=models.PROTECT, related_name="signs"
    )
    place = models.CharField(max_length=80)
    code = models.CharField(max_length=24, unique=True)
    put_up_at = models.DateTimeField()
    taken_down_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.place

    @property
    def subject(self) -> Subject:
        return Subject("sign", str(self.pk))


class Follower(models.Model):
    """Whoever reported at a sign follows the matter by a link; only the hash of its secret is kept here."""

    sign = models.ForeignKey(Sign, on_delete=models.PROTECT, related_name="followers")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="follower")
    secret_hash = models.CharField(max_length=64, unique=True)
    began_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"follower of {self.case_id}"
