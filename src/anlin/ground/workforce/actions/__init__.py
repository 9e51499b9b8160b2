"""Deeds on staff, rights and the calendar. Several topics, one door."""

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
from anlin.ground.workforce.actions.roster import plan_shift, repeat_week, strike_shift
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
    "define_role",
    "enter_year",
    "give_account",
    "grant",
    "hire",
    "leave",
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
]
