"""Deeds on tenure. Several topics, one door."""

from anlin.ground.tenure.actions.erasing import forget
from anlin.ground.tenure.actions.holding import (
    NewTenure,
    begin,
    begin_many,
    end,
    find_no_more,
    refresh_findability,
    transfer,
)
from anlin.ground.tenure.actions.letting import (
    accept_letting,
    keep_first_inspection,
    note_formality,
    note_household,
    require_formalities,
)
from anlin.ground.tenure.actions.retiring import ask_for_erasure, kept, let_rosters_go
from anlin.ground.tenure.actions.roster import (
    APPLY_ROSTER,
    apply_roster,
    check_roster,
    errors_of_roster,
    order_roster,
    preview_roster,
    progress_key,
    take_roster,
)
from anlin.ground.tenure.actions.roster_undoing import undo_roster

__all__ = [
    "APPLY_ROSTER",
    "NewTenure",
    "accept_letting",
    "apply_roster",
    "ask_for_erasure",
    "begin",
    "begin_many",
    "check_roster",
    "end",
    "errors_of_roster",
    "find_no_more",
    "forget",
    "keep_first_inspection",
    "kept",
    "let_rosters_go",
    "note_formality",
    "note_household",
    "order_roster",
    "preview_roster",
    "progress_key",
    "refresh_findability",
    "require_formalities",
    "take_roster",
    "transfer",
    "undo_roster",
]
