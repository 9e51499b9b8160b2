"""The company's own lists: over which channels matters come and go, and how they are sorted."""

from django.db import models

from anlin.trades.cases.choices import Axis, Mode


class Channel(models.Model):
    """A way in or out: hotline, desk, opinion box, portal, letter. Kept as data, switched off rather than deleted.

    `is_live` where one speaks with the person while it comes in, so that they know that it has reached us.
    """

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60)
    is_inbound = models.BooleanField(default=True)
    is_outbound = models.BooleanField(default=False)
    is_internal = models.BooleanField(default=False)
    is_live = models.BooleanField(default=False, db_default=False)
    mode = models.CharField(max_length=8, choices=Mode, default=Mode.PASSIVE)
    note = models.CharField(max_length=200, blank=True)
    rank = models.PositiveSmallIntegerField(default=100)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class Category(models.Model):
    """A place in one of the lists matters are sorted by; `parent` makes it finer."""

    axis = models.CharField(max_length=8, choices=Axis)
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    rank = models.PositiveSmallIntegerField(default=100)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["axis", "code"], name="category_code_once")]

    def __str__(self) -> str:
        return self.name
