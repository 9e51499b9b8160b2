"""Deeds on people. Several topics, one door."""

from anlin.ground.people.actions.knowing import (
    give_consent,
    lift_care,
    look,
    mark_care,
    note,
    read_notes,
    withdraw_consent,
)
from anlin.ground.people.actions.merging import merge, undo_merge
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
    "disown",
    "give_account",
    "give_consent",
    "lift_care",
    "look",
    "mark_care",
    "merge",
    "note",
    "read_notes",
    "register",
    "register_many",
    "rename",
    "retire_contact",
    "set_identity_number",
    "take_back",
    "undo_merge",
    "withdraw_consent",
]
