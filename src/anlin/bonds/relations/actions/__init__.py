"""Deeds of relations. Several topics, one door."""

from anlin.bonds.relations.actions.activities import NewActivity, cancel, hold, plan
from anlin.bonds.relations.actions.asking import Asked, ask, reply
from anlin.bonds.relations.actions.leading import (
    conclude,
    drop,
    finish,
    open_drive,
    take_measure,
    track,
)
from anlin.bonds.relations.actions.voices import (
    answer,
    forget,
    note_voice,
    raise_matter,
    visit_after,
)

__all__ = [
    "Asked",
    "NewActivity",
    "answer",
    "ask",
    "cancel",
    "conclude",
    "drop",
    "finish",
    "forget",
    "hold",
    "note_voice",
    "open_drive",
    "plan",
    "raise_matter",
    "reply",
    "take_measure",
    "track",
    "visit_after",
]
