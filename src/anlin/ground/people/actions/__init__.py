"""Deeds on people. Several topics, one door."""

from anlin.ground.people.actions.knowing import (
    give_consent,
    lift_care,
    look,
    mark_care,
    note,
    note_call_time,
    read_notes,
    withdraw_consent,
)
from anlin.ground.people.actions.merging import merge, undo_merge
from anlin.ground.people.actions.privacy import (
    ask,
    confirm_erasure,
    export,
    lift_hold,
    place_hold,
    prepare_erasure,
    refuse,
)
from anlin.ground.people.actions.registering import (
    NewPerson,
    add_contact,
    disown,
    give_account,
    register,
    register_many,
    rename,
    retire_contact,
    set_identity_number,
)
from anlin.ground.people.actions.taking_back import take_back

__all__ = [
    "NewPerson",
    "add_contact",
    "ask",
    "confirm_erasure",
    "disown",
    "export",
    "give_account",
    "give_consent",
    "lift_care",
    "lift_hold",
    "look",
    "mark_care",
    "merge",
    "note",
    "note_call_time",
    "place_hold",
    "prepare_erasure",
    "read_notes",
    "refuse",
    "register",
    "register_many",
    "rename",
    "retire_contact",
    "set_identity_number",
    "take_back",
    "undo_merge",
    "withdraw_consent",
]
