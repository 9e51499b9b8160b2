"""Tables of the workforce: departments, posts, staff, roles, and the working calendar."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from anlin.foundation.vault import api as vault
from anlin.ground.workforce import rules
from anlin.ground.workforce.choices import Duty, InformationPart, Level
from anlin.kernel.ids import public_ref
from anlin.kernel.subjects import Subject


class Department(models.Model):
    """A piece of the company: the company itself, a branch, a management office, a department.

    Belongs to a project when it works for that one only. `aliases` are other names under which it
    is found, separated by commas: the same department is called differently in every company.
    """

    level = models.CharField(max_length=16, choices=Level.choices)
    code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=80)
    aliases = models.CharField(max_length=300, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    project = models.ForeignKey(
        "estate.Project", models.PROTECT, null=True, related_name="departments"
    )
    information_part = models.CharField(
        max_length=16, choices=InformationPart.choices, default=InformationPart.EXECUTES
    )
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")), name="department_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> Subject:
        return Subject("department", str(self.pk))

    @property
    def is_information_desk(self) -> bool:
        return self.information_part == InformationPart.COLLECTS


class Role(models.Model):
    """A bundle of rights with a name, given to staff everywhere or for one project."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60)
    description = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> Subject:
        return Subject("role", self.code)


class RoleRight(models.Model):
    """One right in a role."""

    role = models.ForeignKey(Role, models.CASCADE, related_name="rights")
    right = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["role", "right"], name="role_right_once"),
        ]

    def __str__(self) -> str:
        return self.right


class KnownRight(models.Model):
    """A right that this installation has met: what a later version brings is told apart by it."""

    right = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return self.right


class Post(models.Model):
    """A place somebody fills: squad leader of repairs at the north office. `role` is what it usually needs."""

    department = models.ForeignKey(Department, models.PROTECT, related_name="posts")
    name = models.CharField(max_length=60)
    role = models.ForeignKey(Role, models.PROTECT, null=True, related_name="posts")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["department", "name"], name="post_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Staff(models.Model):
    """Somebody who works here, or worked here once.

    Names of staff are on every notice board and stay plain; the phone is sealed. Born by hiring,
    ends by `left_on`, the first day away; never deleted. `account` is how they sign in, if they do.
    """

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=40, db_index=True)
    number = models.CharField(max_length=32, unique=True)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="staff"
    )
    phone = vault.SealedTextField(null=True)
    phone_index = vault.BlindIndexField(
        of="phone", purpose=rules.PHONE, max_length=40, blank=True, db_index=True
    )
    phone_tail_index = vault.BlindIndexField(
        of="phone",
        purpose=rules.PHONE_ENDING,
        form=rules.phone_ending,
        max_length=40,
        blank=True,
        db_index=True,
    )
    skills = models.CharField(max_length=300, blank=True)
    joined_on = models.DateField()
    left_on = models.DateField(null=True)

    class Meta:
        verbose_name_plural = "staff"
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gt=F("joined_on")),
                name="staff_leave_after_joining",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> Subject:
        return Subject("staff", str(self.pk))

    @property
    def skill_set(self) -> frozenset[str]:
        return frozenset(rules.words(self.skills))


class Holding(models.Model):
    """Somebody fills a post from a day on, up to but without `holds_until`."""

    staff = models.ForeignKey(Staff, models.PROTECT, related_name="holdings")
    post = models.ForeignKey(Post, models.PROTECT, related_name="holdings")
    holds_from = models.DateField()
    holds_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(holds_until=None) | Q(holds_until__gt=F("holds_from")),
                name="holding_for_a_day_at_least",
            ),
            models.UniqueConstraint(
                fields=["staff", "post"],
                condition=Q(holds_until=None),
                name="holding_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} in {self.post_id} from {self.holds_from}"


class StandIn(models.Model):
    """Who takes a post over when its holder is away; the lowest rank comes first."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="stand_ins")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="stand_ins")
    rank = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "rank"], name="stand_in_rank_once"),
            models.UniqueConstraint(fields=["post", "staff"], name="stand_in_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rank}: {self.staff_id}"


class Shift(models.Model):
    """Somebody is on duty in a project from a moment up to but without `ends_at`.

    Never deleted: a shift that was struck out keeps when and by whom, and counts for nothing.
    """

    project = models.ForeignKey("estate.Project", models.PROTECT, related_name="shifts")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="shifts")
    duty = models.CharField(max_length=16, choices=Duty.choices)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    planned_at = models.DateTimeField()
    planned_by = models.CharField(max_length=64)
    struck_at = models.DateTimeField(null=True)
    struck_by = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="shift_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=["staff", "starts_at"],
                condition=Q(struck_at=None),
                name="shift_begins_once",
            ),
            models.CheckConstraint(
                condition=Q(struck_at=None, struck_by="")
                | (Q(struck_at__isnull=False) & ~Q(struck_by="")),
                name="shift_struck_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["project", "starts_at"], condition=Q(struck_at=None), name="shift_standing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.duty} from {self.starts_at}"

    @property
    def subject(self) -> Subject:
        return Subject("shift", str(self.pk))


class Absence(models.Model):
    """Somebody is away from a moment up to but without `ends_at`; why is nobody's business here.

    Never deleted: one that was called off keeps when and by whom, and counts for nothing.
    """

    staff = models.ForeignKey(Staff, models.PROTECT, related_name="absences")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=64)
    called_off_at = models.DateTimeField(null=True)
    called_off_by = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="absence_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=["staff", "starts_at"],
                condition=Q(called_off_at=None),
                name="absence_begins_once",
            ),
            models.CheckConstraint(
                condition=Q(called_off_at=None, called_off_by="")
                | (Q(called_off_at__isnull=False) & ~Q(called_off_by="")),
                name="absence_called_off_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["ends_at"], condition=Q(called_off_at=None), name="absence_standing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} away from {self.starts_at}"

    @property
    def subject(self) -> Subject:
        return Subject("absence", str(self.pk))


class Grant(models.Model):
    """A staff member holds a role, in one project or (`project` null) everywhere, until revoked."""

    staff = models.ForeignKey(Staff, models.PROTECT, related_name="grants")
    role = models.ForeignKey(Role, models.PROTECT, related_name="grants")
    project = models.ForeignKey("estate.Project", models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField()
    granted_by = models.CharField(max_length=64)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["staff", "role", "project"],
                condition=Q(revoked_at=None, project__isnull=False),
                name="grant_once_in_a_project",
            ),
            models.UniqueConstraint(
                fields=["staff", "role"],
                condition=Q(revoked_at=None, project=None),
                name="grant_once_everywhere",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by="")
                | (Q(revoked_at__isnull=False) & ~Q(revoked_by="")),
                name="grant_revoked_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id}: {self.role_id}"


class CalendarYear(models.Model):
    """The special days of a year are known, from the notice named in `source`.

    `stamp` changes with every correction; processes that keep the calendar in memory compare it.
    """

    year = models.PositiveSmallIntegerField(unique=True)
    source = models.CharField(max_length=200)
    stamp = models.CharField(max_length=16, default=public_ref)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.year)


class CalendarDay(models.Model):
    """A day that differs from its weekday: a holiday, or a weekend day that is worked (调休)."""

    year = models.ForeignKey(CalendarYear, models.CASCADE, related_name="days")
    day = models.DateField(unique=True)
    works = models.BooleanField()
    name = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
