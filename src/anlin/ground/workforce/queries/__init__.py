"""Readings of the workforce. Several topics, one door."""

from anlin.ground.workforce.queries.calendar import calendar_days, working_calendar
from anlin.ground.workforce.queries.departments import (
    Branch,
    department_tree,
    departments_called,
    projects_under,
)
from anlin.ground.workforce.queries.rights import (
    RightLine,
    actor_of,
    all_rights,
    grants_of,
    rights_matrix,
    rights_of_role,
    somebody_manages_all_rights,
)
from anlin.ground.workforce.queries.roster import (
    RestDay,
    on_duty,
    rest_days,
    shifts_between,
    shifts_of,
)
from anlin.ground.workforce.queries.staff import (
    employed,
    find_by_account,
    find_on_duty,
    holders_of,
    holders_of_role,
    is_employed,
    masked_phone_of,
    name_and_post,
    names_of,
    search,
    skills_of,
    staff_visible_to,
    works_in,
)

__all__ = [
    "Branch",
    "RestDay",
    "RightLine",
    "actor_of",
    "all_rights",
    "calendar_days",
    "department_tree",
    "departments_called",
    "employed",
    "find_by_account",
    "find_on_duty",
    "grants_of",
    "holders_of",
    "holders_of_role",
    "is_employed",
    "masked_phone_of",
    "name_and_post",
    "names_of",
    "on_duty",
    "projects_under",
    "rest_days",
    "rights_matrix",
    "rights_of_role",
    "search",
    "shifts_between",
    "shifts_of",
    "skills_of",
    "somebody_manages_all_rights",
    "staff_visible_to",
    "working_calendar",
    "works_in",
]
