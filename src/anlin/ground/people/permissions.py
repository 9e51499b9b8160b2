"""Who may see, look at and change people."""

from django.utils.translation import gettext_lazy as _

from anlin.ground.people import queries
from anlin.ground.people.choices import NoteKind
from anlin.kernel.actors import Actor

SEE = "people.see"
LOOK = "people.look"
EDIT = queries.EDIT
MERGE = "people.merge"
EXPORT = "people.export"
ERASE = "people.erase"
HOLD = "people.hold"
SEE_PROFILE = "people.see_profile"
SEE_FAMILY = "people.see_family"
SEE_ECONOMICS = "people.see_economics"

RIGHTS = {
    SEE: _("see people, masked"),
    LOOK: _("look at full names and numbers (recorded)"),
    EDIT: _("register and change people"),
    MERGE: _("merge people and undo it"),
    EXPORT: _("hand out a copy of all data of a person (recorded)"),
    ERASE: _("prepare and confirm the erasure of a person"),
    HOLD: _("place and lift legal holds"),
    SEE_PROFILE: _("read service profiles"),
    SEE_FAMILY: _("read family notes"),
    SEE_ECONOMICS: _("read notes on the household economy"),
}
RIGHT_BY_NOTE = {
    NoteKind.AGE_STRUCTURE: SEE_PROFILE,
    NoteKind.EDUCATION: SEE_PROFILE,
    NoteKind.INTERESTS: SEE_PROFILE,
    NoteKind.SERVICE_NEEDS: SEE_PROFILE,
    NoteKind.TEMPERAMENT: SEE_PROFILE,
    NoteKind.FAMILY: SEE_FAMILY,
    NoteKind.ECONOMICS: SEE_ECONOMICS,
}


# People are not tied to a project here: which of them an actor meets is decided by `tenure`, which
# knows where they live. These questions ask whether the right is held at all.


def may_see(actor: Actor, person_id: int | None = None) -> bool:
    return actor.may_anywhere(SEE) or _is_oneself(actor, person_id)


def may_look(actor: Actor, person_id: int | None = None) -> bool:
    return actor.may_anywhere(LOOK) or _is_oneself(actor, person_id)


def may_edit(actor: Actor, person_id: int | None = None) -> bool:
    return actor.may_anywhere(EDIT) or _is_oneself(actor, person_id)


def may_merge(actor: Actor) -> bool:
    return actor.may_anywhere(MERGE)


def may_export(actor: Actor, person_id: int | None = None) -> bool:
    return actor.may_anywhere(EXPORT) or _is_oneself(actor, person_id)


def may_ask(actor: Actor, person_id: int) -> bool:
    """Whether they may put a request on record: for themselves, or for whoever asked at the desk."""
    return actor.may_anywhere(EDIT) or actor.may_anywhere(ERASE) or _is_oneself(actor, person_id)


def may_erase(actor: Actor) -> bool:
    return actor.may_anywhere(ERASE)


def may_refuse(actor: Actor) -> bool:
    """Whether they may answer a request with no."""
    return may_erase(actor) or actor.may_anywhere(EXPORT)


def may_hold(actor: Actor) -> bool:
    return actor.may_anywhere(HOLD)


def may_handle(actor: Actor) -> bool:
    """Whether requests about people's data are theirs to see."""
    return any(actor.may_anywhere(right) for right in (EXPORT, ERASE, HOLD))


def may_read_note(actor: Actor, kind: NoteKind) -> bool:
    """Never the resident themselves: staff's hints on temperament are not shown in the portal (B-EST-12)."""
    return actor.may_anywhere(RIGHT_BY_NOTE[kind])


def _is_oneself(actor: Actor, person_id: int | None) -> bool:
    return person_id is not None and actor.person_id == person_id
