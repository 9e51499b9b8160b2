"""Forms about projects, buildings, units and spaces: their shape, not their sense."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from anlin.faces.kit.forms.fields import DayInput, Form
from anlin.ground.estate.choices import (
    MilestoneKind,
    Nature,
    OperatingMode,
    PropertyType,
    ScheduleKind,
    SpaceKind,
    TreatmentKind,
    UnitStatus,
    UnitStep,
)

AREA: dict[str, Any] = {"max_digits": 12, "decimal_places": 2, "min_value": 0, "required": False}
_DAY = r"(\d{4}-\d{2}-\d{2})"
_LINE = re.compile(rf"(?P<item>.+?)[\s,，、]+{_DAY}(?:[\s,，、~至]+{_DAY})?")


class Profile(Form):
    name = forms.CharField(label=pgettext_lazy("thing", "Name"), max_length=80)
    property_type = forms.ChoiceField(label=gettext_lazy("Use"), choices=PropertyType.choices)
    operating_mode = forms.ChoiceField(label=gettext_lazy("Run by"), choices=OperatingMode.choices)
    city = forms.CharField(label=gettext_lazy("City"), max_length=40, required=False)
    district = forms.CharField(label=gettext_lazy("District"), max_length=40, required=False)
    location = forms.CharField(label=gettext_lazy("Location"), max_length=200, required=False)
    land_area_m2 = forms.DecimalField(label=gettext_lazy("Land area (㎡)"), **AREA)
    gross_floor_area_m2 = forms.DecimalField(label=gettext_lazy("Gross floor area (㎡)"), **AREA)
    green_area_m2 = forms.DecimalField(label=gettext_lazy("Green area (㎡)"), **AREA)
    handover_on = forms.DateField(
        label=gettext_lazy("Handed over on"), widget=DayInput(), required=False
    )
    unit_types = forms.CharField(label=gettext_lazy("Unit types"), max_length=200, required=False)
    household_count = forms.IntegerField(
        label=gettext_lazy("Households"), min_value=0, required=False
    )
    parking_count = forms.IntegerField(
        label=gettext_lazy("Parking spaces"), min_value=0, required=False
    )
    shared_facilities = forms.CharField(
        label=gettext_lazy("Shared facilities"), widget=forms.Textarea, required=False
    )
    equipment_summary = forms.CharField(
        label=gettext_lazy("Mechanical and electrical equipment"),
        widget=forms.Textarea,
        required=False,
    )
    developer_name = forms.CharField(
        label=gettext_lazy("Developer"), max_length=120, required=False
    )
    manager_name = forms.CharField(
        label=gettext_lazy("Management company"), max_length=120, required=False
    )


class NewProject(Profile):
    code = forms.CharField(label=gettext_lazy("Code"), max_length=12)
    field_order = ["code"]


class Milestone(Form):
    kind = forms.ChoiceField(label=gettext_lazy("Milestone"), choices=MilestoneKind.choices)
    on = forms.DateField(label=gettext_lazy("Day"), widget=DayInput())
    is_actual = forms.BooleanField(
        label=gettext_lazy("It has happened, this is no plan any more"), required=False
    )


class Schedule(Form):
    kind = forms.ChoiceField(label=gettext_lazy("Schedule"), choices=ScheduleKind.choices)
    lines = forms.CharField(
        label=gettext_lazy("Lines"),
        widget=forms.Textarea,
        help_text=gettext_lazy(
            "One line each: what, the first day, and the last day if there is one. Building 3 roof 2026-03-01 2026-04-15"
        ),
    )

    def clean_lines(self) -> list[tuple[str, dt.date, dt.date | None]]:
        written = [line.strip() for line in self.cleaned_data["lines"].splitlines()]
        return [_schedule_line(number, line) for number, line in enumerate(written, 1) if line]


class Building(Form):
    code = forms.CharField(label=gettext_lazy("Code"), max_length=20)
    name = forms.CharField(
        label=pgettext_lazy("thing", "Name"),
        max_length=40,
        help_text=gettext_lazy("As residents say it."),
    )
    property_type = forms.ChoiceField(label=gettext_lazy("Use"), choices=PropertyType.choices)
    storeys = forms.IntegerField(label=gettext_lazy("Storeys"), min_value=1, required=False)
    has_lift = forms.BooleanField(label=gettext_lazy("Has a lift"), required=False)


class Entrance(Form):
    code = forms.CharField(label=gettext_lazy("Code"), max_length=20)
    name = forms.CharField(
        label=pgettext_lazy("thing", "Name"),
        max_length=40,
        help_text=gettext_lazy("As residents say it."),
    )


class Units(Form):
    entrance: Any = forms.ModelChoiceField(
        label=gettext_lazy("Entrance"), queryset=None, required=False
    )
    codes = forms.CharField(
        label=gettext_lazy("Room numbers"),
        widget=forms.Textarea,
        help_text=gettext_lazy(
            "Separated by blanks or commas. 101-1804 stands for rooms 01 to 04 of floors 1 to 18."
        ),
    )
    status = forms.ChoiceField(label=gettext_lazy("Status"), choices=UnitStatus.choices)
    since = forms.DateField(label=gettext_lazy("Since"), widget=DayInput())
    layout = forms.CharField(label=gettext_lazy("Layout"), max_length=40, required=False)
    gross_area_m2 = forms.DecimalField(label=gettext_lazy("Gross area (㎡)"), **AREA)
    inner_area_m2 = forms.DecimalField(label=gettext_lazy("Inner area (㎡)"), **AREA)

    def __init__(self, *args, entrances, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entrance"].queryset = entrances  # type: ignore[attr-defined]

    def clean_codes(self) -> list[str]:
        parts = re.split(r"[\s,，、;；]+", self.cleaned_data["codes"].strip())
        codes = [code for part in parts for code in _codes(part)]
        return list(dict.fromkeys(codes))


class UnitFacts(Form):
    floor = forms.IntegerField(label=gettext_lazy("Floor"), required=False)
    property_type = forms.ChoiceField(label=gettext_lazy("Use"), choices=PropertyType.choices)
    layout = forms.CharField(label=gettext_lazy("Layout"), max_length=40, required=False)
    gross_area_m2 = forms.DecimalField(label=gettext_lazy("Gross area (㎡)"), **AREA)
    inner_area_m2 = forms.DecimalField(label=gettext_lazy("Inner area (㎡)"), **AREA)
    charged_area_m2 = forms.DecimalField(label=gettext_lazy("Charged area (㎡)"), **AREA)
    vacant_fee_payer = forms.CharField(
        label=gettext_lazy("Who pays fee and utilities while it stands empty"),
        max_length=120,
        required=False,
    )


class Step(Form):
    step = forms.ChoiceField(label=gettext_lazy("What happens"))
    since = forms.DateField(label=gettext_lazy("From which day"), widget=DayInput())
    why = forms.CharField(label=gettext_lazy("Remark"), max_length=200, required=False)

    def __init__(self, *args, steps: list[UnitStep], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = [(step.value, step.label) for step in steps]  # type: ignore[attr-defined]


class MoveIn(Form):
    CONDITIONS = (
        ("notice", gettext_lazy("The move-in notice reached the owner")),
        ("formalities", gettext_lazy("The formalities were done within the term")),
        ("lived_in", gettext_lazy("Somebody actually lives there")),
    )
    condition = forms.ChoiceField(
        label=gettext_lazy("Condition"), choices=CONDITIONS, widget=forms.RadioSelect
    )
    on = forms.DateField(label=gettext_lazy("Day"), widget=DayInput())


class Space(Form):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=SpaceKind.choices)
    nature = forms.ChoiceField(label=gettext_lazy("Belongs to"), choices=Nature.choices)
    code = forms.CharField(label=gettext_lazy("Code"), max_length=20)
    name = forms.CharField(label=pgettext_lazy("thing", "Name"), max_length=80)
    building: Any = forms.ModelChoiceField(
        label=gettext_lazy("Building"), queryset=None, required=False
    )
    serves = forms.CharField(
        label=gettext_lazy("Belongs to the unit"), required=False, help_text="3-2-1502"
    )
    floor = forms.IntegerField(label=gettext_lazy("Floor"), required=False)
    area_m2 = forms.DecimalField(label=gettext_lazy("Area (㎡)"), **AREA)
    condition = forms.CharField(
        label=pgettext_lazy("space", "Condition"), max_length=200, required=False
    )

    def __init__(self, *args, buildings, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["building"].queryset = buildings  # type: ignore[attr-defined]


class Treatment(Form):
    kind = forms.ChoiceField(label=gettext_lazy("What was done"), choices=TreatmentKind.choices)
    on = forms.DateField(label=gettext_lazy("Day"), widget=DayInput())
    words = forms.CharField(
        label=gettext_lazy("In a sentence"), max_length=400, widget=forms.Textarea
    )
    condition = forms.CharField(
        label=gettext_lazy("Condition since then"), max_length=200, required=False
    )


def _schedule_line(number: int, line: str) -> tuple[str, dt.date, dt.date | None]:
    found = _LINE.fullmatch(line)
    days = [_day(written) for written in found.groups()[1:] if written] if found else []
    if not found or not days or None in days:
        sentence = _("Line %(number)s has no day that can be read. Write it as 2026-05-06.")
        raise forms.ValidationError(sentence % {"number": number})
    return found["item"].strip(), days[0], days[1] if len(days) > 1 else None  # type: ignore[return-value]


def _day(written: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        return None


def _codes(part: str) -> list[str]:
    """101-1804 → rooms 01 to 04 of floors 1 to 18; anything else is itself."""
    found = re.fullmatch(r"(\d{1,2})(\d{2})-(\d{1,2})(\d{2})", part)
    if not found:
        return [part]
    low, first, high, last = (int(piece) for piece in found.groups())
    return [
        f"{floor}{room:02}" for floor in range(low, high + 1) for room in range(first, last + 1)
    ]
