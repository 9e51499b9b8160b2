"""Deeds on the estate. Several topics, one door."""

from anlin.ground.estate.actions.building import (
    NewUnit,
    add_building,
    add_entrance,
    add_units,
    correct_unit,
)
from anlin.ground.estate.actions.importing import Imported, import_projects
from anlin.ground.estate.actions.life import (
    change_status,
    count_move_in,
    note_formalities,
    note_move_in_notice,
)
from anlin.ground.estate.actions.project import (
    NewProject,
    add_zone,
    change_profile,
    keep_schedule,
    open_project,
    open_projects,
    set_milestone,
)
from anlin.ground.estate.actions.space import NewSpace, add_space, add_spaces, treat
from anlin.ground.estate.actions.taking_back import take_back

__all__ = [
    "Imported",
    "NewProject",
    "NewSpace",
    "NewUnit",
    "add_building",
    "add_entrance",
    "add_space",
    "add_spaces",
    "add_units",
    "add_zone",
    "change_profile",
    "change_status",
    "correct_unit",
    "count_move_in",
    "import_projects",
    "keep_schedule",
    "note_formalities",
    "note_move_in_notice",
    "open_project",
    "open_projects",
    "set_milestone",
    "take_back",
    "treat",
]
