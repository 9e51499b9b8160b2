"""Deeds on staff, rights and the calendar. Several topics, one door."""

from anlin.ground.workforce.actions.absences import call_off_absence, note_absence
from anlin.ground.workforce.actions.calendar import SpecialDay, enter_year, seed_calendar
from anlin.ground.workforce.actions.departments import (
    open_department,
    open_post,
    rename_department,
)
from anlin.ground.workforce.actions.rights import (
    RoleDefinition,
    adopt_roles,
    define_role,
    grant,
    revoke,
)
from anlin.ground.workforce.actions.roster import (
    hand_over_shift,
    plan_shift,
    repeat_week,
    strike_shift,
    swap_shifts,
)
from anlin.ground.workforce.actions.staff import (
    appoint,
    give_account,
    hire,
    leave,
    relieve,
    set_phone,
    stand_in,
    stop_standing_in,
)

__all__ = [
    "RoleDefinition",
    "SpecialDay",
    "adopt_roles",
    "appoint",
    "call_off_absence",
    "define_role",
    "enter_year",
    "give_account",
    "grant",
    "hand_over_shift",
    "hire",
    "leave",
    "note_absence",
    "open_department",
    "open_post",
    "plan_shift",
    "relieve",
    "rename_department",
    "repeat_week",
    "revoke",
    "seed_calendar",
    "set_phone",
    "stand_in",
    "stop_standing_in",
    "strike_shift",
    "swap_shifts",
]
