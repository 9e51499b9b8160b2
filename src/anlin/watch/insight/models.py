"""Tables of hot issues and the matters in them."""

import uuid

from django.db import models

from anlin.foundation.vault import api as vault
from anlin.ground.estate.models import Project
from anlin.kernel.subjects import Subject
from anlin.trades.cases.models import Case, Cause


class HotIssue(models.Model):
    """What several people of a project speak about; figures are as of `gathered_at`.

    `heat` is in thousandths of a person. `name` is made of words people wrote, so it is sealed.
    """

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="hot_issues")
    name = vault.SealedTextField()
    heat = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    matters = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    gathered_at = models.DateTimeField()
    cause = models.ForeignKey(Cause, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["project", "-heat", "-id"], name="hot_issue_by_heat")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.heat}"

    @property
    def subject(self) -> Subject:
        return Subject("hot_issue", str(self.pk))


class Member(models.Model):
    """A matter in a hot issue; in one at most."""

    issue = models.ForeignKey(HotIssue, on_delete=models.CASCADE, related_name="members")
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="hot_issue_member")

    def __str__(self) -> str:
        return f"{self.issue_id} {self.case_id}"
