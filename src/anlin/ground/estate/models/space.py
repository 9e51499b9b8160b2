"""Everything besides units that one can stand in, point at, or keep well."""

from django.db import models

from anlin.ground.estate.choices import Nature, SpaceKind, TreatmentKind
from anlin.ground.estate.models.building import Building, Unit
from anlin.ground.estate.models.project import Project
from anlin.kernel.subjects import Subject


class Space(models.Model):
    """A parking space, an equipment room, premises, a shared part or shared equipment.

    `serves_unit` names the unit a private space belongs to, such as a titled parking space.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="spaces")
    building = models.ForeignKey(
        Building, null=True, on_delete=models.PROTECT, related_name="spaces"
    )
    serves_unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="spaces"
    )
    kind = models.CharField(max_length=20, choices=SpaceKind)
    nature = models.CharField(max_length=20, choices=Nature)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    floor = models.SmallIntegerField(null=True)
    area_m2 = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    condition = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "kind", "code"], name="space_code_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> Subject:
        return Subject("space", str(self.pk))


class Treatment(models.Model):
    """Something done to keep a building or space well (B-EST-05); rooms above add theirs by news."""

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="treatments")
    kind = models.CharField(max_length=12, choices=TreatmentKind)
    treated_on = models.DateField()
    words = models.CharField(max_length=400)
    noted_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.kind} {self.treated_on}"
