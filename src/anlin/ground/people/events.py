"""What `people` tells: ids only, never a name or a number."""

from dataclasses import dataclass

from anlin.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PersonEvent(Event):
    """News about one person, told in order."""

    person_id: int

    @property
    def subject_ref(self) -> str:
        return f"person:{self.person_id}"


@dataclass(frozen=True, kw_only=True)
class PersonRegistered(PersonEvent):
    """Somebody is known to us from now on."""


@dataclass(frozen=True, kw_only=True)
class PersonChanged(PersonEvent):
    """Name, number, contact point or mark was changed; ask `queries` what it is now."""


@dataclass(frozen=True, kw_only=True)
class ContactPointRetired(PersonEvent):
    """A phone or address is no longer theirs; nothing may be sent there any more."""

    contact_point_id: int


@dataclass(frozen=True, kw_only=True)
class PersonErased(PersonEvent):
    """Nothing in the house says any more who this was."""


@dataclass(frozen=True, kw_only=True)
class PersonsMerged(PersonEvent):
    """`absorbed_id` turned out to be the same person as `person_id`, which remains."""

    absorbed_id: int


@dataclass(frozen=True, kw_only=True)
class MergeUndone(PersonEvent):
    """The two are different people after all."""

    absorbed_id: int
