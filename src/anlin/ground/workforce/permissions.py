"""Who may see staff, manage them and their rights, and enter the calendar."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from anlin.kernel.actors import Actor
from anlin.kernel.errors import Sentence

SEE = "workforce.see"
MANAGE_STAFF = "workforce.manage_staff"
MANAGE_RIGHTS = "workforce.manage_rights"
PLAN_SHIFTS = "workforce.plan_shifts"
EDIT_CALENDAR = "workforce.edit_calendar"
# The rooms below have no rights of their own to declare; these two are theirs.
SEE_TRAIL = "audit.see"
EDIT_SETTINGS = "settings.edit"

RIGHTS: dict[str, Sentence] = {
    SEE: _("see staff and departments"),
    MANAGE_STAFF: _("hire staff and fill posts"),
    MANAGE_RIGHTS: _("give and take back roles"),
    PLAN_SHIFTS: _("plan who is on duty"),
    EDIT_CALENDAR: _("enter the working calendar"),
    SEE_TRAIL: _("see the trail of deeds"),
    EDIT_SETTINGS: _("open the settings"),
}


def may_see(actor: Actor) -> bool:
    return actor.may_anywhere(SEE)


def may_manage_staff(actor: Actor, project_id: int | None) -> bool:
    """In the project of the department; `None` asks for the whole company."""
    return actor.may(MANAGE_STAFF, project_id)


def may_hire(actor: Actor) -> bool:
    """Whoever manages staff somewhere; where somebody works is decided by appointing."""
    return actor.may_anywhere(MANAGE_STAFF)


def may_plan_shifts(actor: Actor, project_id: int) -> bool:
    return actor.may(PLAN_SHIFTS, project_id)


def may_note_absence(actor: Actor, staff_id: int) -> bool:
    """One's own, or as somebody who plans shifts; whose absences the action asks."""
    return actor.staff_id == staff_id or actor.may_anywhere(PLAN_SHIFTS)


def may_manage_rights(actor: Actor, project_id: int | None) -> bool:
    return actor.may(MANAGE_RIGHTS, project_id)


def may_define_roles(actor: Actor) -> bool:
    """A role holds in every project, so defining it is a matter of the whole company."""
    return actor.may(MANAGE_RIGHTS, None)


def may_give(actor: Actor, rights: Iterable[str], project_id: int | None) -> bool:
    """Nobody climbs: who manages rights in one project gives only what they hold there."""
    return may_manage_rights(actor, None) or all(actor.may(right, project_id) for right in rights)


def may_edit_calendar(actor: Actor) -> bool:
    return actor.may(EDIT_CALENDAR, None)


def may_mend(actor: Actor) -> bool:
    """Jobs and letters that were given up may be about any project."""
    return actor.may(EDIT_SETTINGS, None)
