"""Who acts: the one thing besides the time that every deed is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ActorKind(StrEnum):
    """What sort of hand moves the pen."""

    STAFF = "staff"
    RESIDENT = "resident"
    SYSTEM = "system"


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Somebody who asks for deeds, with the rights they hold at this moment.

    `key` is the id of the staff member, the person or the part of the system; `ref` joins both
    ("staff:7") and is what the audit and the events keep: no name, no foreign key.
    `rights_by_project` maps a project id to rights ("cases.resolve"); the key `None` holds rights
    in every project. A resident has no rights but `unit_ids`, the units they live in or own now.
    """

    kind: ActorKind
    key: int | str
    account_id: int | None = None
    rights_by_project: Mapping[int | None, frozenset[str]] = field(default_factory=dict)
    unit_ids: frozenset[int] = frozenset()

    @property
    def ref(self) -> str:
        return f"{self.kind}:{self.key}"

    @property
    def is_staff(self) -> bool:
        return self.kind is ActorKind.STAFF

    @property
    def is_resident(self) -> bool:
        return self.kind is ActorKind.RESIDENT

    @property
    def is_system(self) -> bool:
        return self.kind is ActorKind.SYSTEM

    @property
    def person_id(self) -> int | None:
        """The resident's person, None for everybody else."""
        return int(self.key) if self.is_resident else None

    @property
    def staff_id(self) -> int | None:
        """The staff member's id, None for everybody else."""
        return int(self.key) if self.is_staff else None

    def may(self, right: str, project_id: int | None) -> bool:
        """Whether the right is held in that project; `None` asks for all of the company."""
        if self.is_system:
            return True
        everywhere = self.rights_by_project.get(None, frozenset())
        return right in everywhere or right in self.rights_by_project.get(project_id, frozenset())

    def may_anywhere(self, right: str) -> bool:
        """Whether there is any project in which the right is held."""
        return self.is_system or any(right in rights for rights in self.rights_by_project.values())

    def projects_with(self, right: str) -> frozenset[int] | None:
        """The projects in which the right is held; `None` means every project there is."""
        if self.may(right, None):
            return None
        return frozenset(
            project_id
            for project_id, rights in self.rights_by_project.items()
            if project_id is not None and right in rights
        )


def system(part: str) -> Actor:
    """A part of the program acting by itself: a job, an import, a migration."""
    return Actor(kind=ActorKind.SYSTEM, key=part)
