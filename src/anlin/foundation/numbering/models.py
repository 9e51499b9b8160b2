"""Where each series has got to."""

from django.db import models


class Counter(models.Model):
    """The last number given in a series of one project and year.

    Born with the first number, never deleted. Whoever takes a number holds the row until the end of
    their transaction, so a roll-back gives the number back; other series do not wait.
    """

    series = models.CharField(max_length=20)
    project_id = models.BigIntegerField()
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project_id", "series", "year"], name="numbering_counter_series"
            )
        ]

    def __str__(self) -> str:
        return f"{self.series}-{self.year}: {self.last}"
