"""Buildings, entrances and units."""

from django.db import models
from django.db.models import Q

from anlin.ground.estate import rules
from anlin.ground.estate.choices import PropertyType, UnitStatus
from anlin.ground.estate.models.project import Project, Zone
from anlin.kernel.subjects import Subject


class Building(models.Model):
    """A building (楼栋) of a project; `name` is what residents call it: 3栋."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="buildings")
    zone = models.ForeignKey(Zone, null=True, on_delete=models.PROTECT, related_name="buildings")
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=40)
    property_type = models.CharField(max_length=20, choices=PropertyType)
    storeys = models.PositiveSmallIntegerField(null=True)
    has_lift = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "code"], name="building_code_once")
        ]

    def __str__(self) -> str:
        return self.name


class Entrance(models.Model):
    """An entrance (单元) of a building, with its own stairs and lifts."""

    building = models.ForeignKey(Building, on_delete=models.PROTECT, related_name="entrances")
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["building", "code"], name="entrance_code_once")
        ]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A dwelling, shop or office (房屋) that somebody owns.

    `address` is how residents write it, `status` where it stands in its life since `status_since`.
    Areas are in square metres; `charged_area_m2` is the one bills use.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="units")
    building = models.ForeignKey(Building, on_delete=models.PROTECT, related_name="units")
    entrance = models.ForeignKey(
        Entrance, null=True, on_delete=models.PROTECT, related_name="units"
    )
    code = models.CharField(max_length=20)
    address = models.CharField(max_length=80)
    floor = models.SmallIntegerField(null=True)
    property_type = models.CharField(max_length=20, choices=PropertyType)
    layout = models.CharField(max_length=40, blank=True)
    gross_area_m2 = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    inner_area_m2 = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    charged_area_m2 = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    status = models.CharField(max_length=12, choices=UnitStatus, default=rules.UNIT_LIFE.first)
    status_since = models.DateField()
    # A-EST-11: the three conditions that make a move-in count.
    move_in_notice_on = models.DateField(null=True)
    formalities_on = models.DateField(null=True)
    lived_in_from = models.DateField(null=True)
    # A-EST-08: who owes fee and utilities while the unit stands empty.
    vacant_fee_payer = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["building", "entrance", "code"], name="unit_code_once_per_entrance"
            ),
            models.UniqueConstraint(
                fields=["building", "code"],
                condition=Q(entrance=None),
                name="unit_code_once_per_building",
            ),
        ]
        indexes = [models.Index(fields=["project", "address"], name="unit_by_address")]

    def __str__(self) -> str:
        return self.address

    @property
    def subject(self) -> Subject:
        return Subject("unit", str(self.pk))


class UnitStay(models.Model):
    """A unit being in one status over a half-open period of days; the last one is open."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="stays")
    status = models.CharField(max_length=12, choices=UnitStatus)
    stays_from = models.DateField()
    stays_until = models.DateField(null=True)
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit"], condition=Q(stays_until=None), name="unit_stay_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.status} {self.stays_from}"
