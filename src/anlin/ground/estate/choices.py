"""Kinds of projects, buildings, units, spaces; phases and statuses."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PropertyType(TextChoices):
    """What a project, building or unit is used for; a project may mix several (B-EST-02)."""

    COMMODITY_HOUSING = "commodity_housing", _("commodity housing")
    RESETTLEMENT_HOUSING = "resettlement_housing", _("resettlement housing")
    VILLA = "villa", _("villa")
    APARTMENT = "apartment", _("serviced apartment")
    COMMERCIAL_COMPLEX = "commercial_complex", _("commercial complex")
    SHOP = "shop", _("shop")
    OFFICE = "office", _("office")
    MIXED = "mixed", _("mixed use")


RESIDENTIAL = (
    PropertyType.COMMODITY_HOUSING,
    PropertyType.RESETTLEMENT_HOUSING,
    PropertyType.VILLA,
    PropertyType.APARTMENT,
    PropertyType.MIXED,
)


class OperatingMode(TextChoices):
    """Who runs the estate (B-EST-18)."""

    SELF_RUN = "self_run", _("self-run")
    ENTRUSTED = "entrusted", _("entrusted to a professional company")


class MilestoneKind(TextChoices):
    """The dates from which phases and T-minus deadlines are reckoned (A-LIFE-06)."""

    SITE_ENTRY = "site_entry", _("arrival on site")
    MAIN_STRUCTURE_START = "main_structure_start", _("start of the main structure")
    SALES_START = "sales_start", _("start of sales")
    OFFICE_ESTABLISHMENT = "office_establishment", _("management office established")
    TAKEOVER = "takeover", _("takeover")
    PLANNED_MOVE_IN = "planned_move_in", _("planned move-in")
    ACTUAL_MOVE_IN = "actual_move_in", _("actual move-in")
    ROUTINE_START = "routine_start", _("start of routine management")


class Phase(TextChoices):
    """Where a project stands: three periods, the first in three parts (A-LIFE-01, A-LIFE-02)."""

    NOT_STARTED = "not_started", _("not started")
    EARLY = "early", _("early intervention")
    MID = "mid", _("mid intervention")
    LATE = "late", _("late intervention")
    MOVE_IN = "move_in", _("move-in period")
    ROUTINE = "routine", _("routine period")


class Deadline(TextChoices):
    """What is due so many months before the planned move-in (A-LIFE-06)."""

    LATE_PHASE = "late_phase", _("late intervention begins, 6 months before move-in")
    MANAGER = "manager", _("manager of the office appointed, 3 months before move-in")


class ScheduleKind(TextChoices):
    """The three schedules that the developer supplies (A-LIFE-07)."""

    CONSTRUCTION = "construction", _("construction progress")
    SALES = "sales", _("sales progress")
    MOVE_IN = "move_in", _("move-in arrangement")


class UnitStatus(TextChoices):
    """Life of a unit (A-EST-11)."""

    UNSOLD = "unsold", _("unsold")
    SOLD = "sold", _("sold, not handed over")
    HANDED_OVER = "handed_over", _("handed over")
    DECORATING = "decorating", _("in decoration")
    OCCUPIED = "occupied", _("occupied")
    LET = "let", _("let")
    VACANT = "vacant", _("vacant")


class UnitStep(TextChoices):
    """What happens to a unit."""

    SELL = "sell", pgettext_lazy("unit", "sell")
    UNSELL = "unsell", _("cancel the sale")
    HAND_OVER = "hand_over", _("hand over")
    START_DECORATION = "start_decoration", _("start decoration")
    END_DECORATION = "end_decoration", _("end decoration")
    MOVE_IN = "move_in", _("move in")
    LET_OUT = "let_out", _("let")
    FALL_VACANT = "fall_vacant", _("fall vacant")


class SpaceKind(TextChoices):
    """What a space is (A-EST-04)."""

    PARKING_SPACE = "parking_space", _("parking space")
    GARAGE = "garage", _("garage")
    BICYCLE_SHED = "bicycle_shed", _("bicycle shed")
    STORAGE_ROOM = "storage_room", _("storage room")
    EQUIPMENT_ROOM = "equipment_room", _("equipment room")
    MANAGEMENT_ROOM = "management_room", _("management premises")
    COMMERCIAL_ROOM = "commercial_room", _("commercial premises")
    SUPPORTING_FACILITY = "supporting_facility", _("supporting facility")
    COMMON_STRUCTURE = "common_structure", _("shared part")
    COMMON_EQUIPMENT = "common_equipment", _("shared equipment")
    LAND = "land", _("land")


class Nature(TextChoices):
    """To whom a part belongs (A-EST-03)."""

    PRIVATE = "private", _("private part")
    COMMON_STRUCTURE = "common_structure", _("shared part")
    COMMON_EQUIPMENT = "common_equipment", _("shared facility or equipment")


class TreatmentKind(TextChoices):
    """Five treatments of a property resource (B-EST-05)."""

    UPKEEP = "upkeep", _("upkeep")
    REPAIR = "repair", _("repair")
    IMPROVEMENT = "improvement", _("improvement")
    INSPECTION = "inspection", _("inspection")
    MANAGEMENT = "management", _("management")


# What the audit calls our deeds.
DEEDS = {
    "estate.project_opened": _("opened the project"),
    "estate.profile_changed": _("changed the profile of the project"),
    "estate.milestone_moved": _("set a milestone"),
    "estate.schedule_kept": _("kept a schedule of the developer"),
    "estate.zone_added": _("added a management area"),
    "estate.building_added": _("added a building"),
    "estate.entrance_added": _("added an entrance"),
    "estate.unit_added": _("added the unit"),
    "estate.unit_taken_back": _("took back the unit with the import that made it"),
    "estate.unit_corrected": _("corrected the unit"),
    "estate.unit_status_changed": _("changed the status of the unit"),
    "estate.move_in_notice_on": _("noted the move-in notice"),
    "estate.formalities_on": _("noted the move-in formalities"),
    "estate.lived_in_from": _("noted that somebody lives there"),
    "estate.space_added": _("added a space"),
    "estate.treated": _("noted upkeep"),
}
