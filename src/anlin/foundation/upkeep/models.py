"""The closure: while its row stands, the house takes nothing in."""

from django.db import models


class Closure(models.Model):
    """The house is closed to changes, as for an upgrade: pages are shown, deeds are refused.

    At most one row; born when an administrator closes the house, gone when it is opened again. A row,
    not a file and not memory: every web process and worker on every machine asks the same database,
    and a copy of the database taken meanwhile says that it was closed.
    """

    reason = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField()
    opens_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="closure_is_one")]

    def __str__(self) -> str:
        return self.reason or "closed"


class Term(models.Model):
    """How many days the company keeps one kind of data, where it is not what we came with.

    `code` is that of a `retention.Keeping`; `set_by` the ref of whoever set it.
    """

    code = models.CharField(max_length=60, unique=True)
    days = models.PositiveIntegerField()
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.code}: {self.days}"
