"""The company as a tree."""

from collections import defaultdict
from dataclasses import dataclass

from anlin.ground.workforce import rules
from anlin.ground.workforce.models import Department


@dataclass(frozen=True)
class Branch:
    """A department with everything beneath it; `depth` 0 is the top."""

    department: Department
    depth: int
    below: tuple["Branch", ...]

    def flat(self) -> list["Branch"]:
        """Itself and everything beneath, from top to bottom, as a list is printed."""
        return [self, *(line for branch in self.below for line in branch.flat())]


def department_tree() -> list[Branch]:
    """The tops with all that hangs below, brothers in the order of their codes; one query."""
    children: dict[int | None, list[Department]] = defaultdict(list)
    for department in Department.objects.select_related("project").order_by("code"):
        children[department.parent_id].append(department)

    def branches(parent_id: int | None, depth: int) -> tuple[Branch, ...]:
        return tuple(
            Branch(department, depth, branches(department.pk, depth + 1))
            for department in children[parent_id]
        )

    return list(branches(None, 0))


def projects_under(department: Department) -> frozenset[int]:
    """The projects of the department and of all beneath it: what a report limited to it may count (B-EST-25)."""
    lines = [line for top in department_tree() for line in top.flat()]
    [branch] = [line for line in lines if line.department.pk == department.pk]
    return frozenset(
        line.department.project_id
        for line in branch.flat()
        if line.department.project_id is not None
    )


def departments_called(text: str) -> list[Department]:
    """Departments whose name, code or one of whose other names contains the text, by code."""
    wanted = text.strip().casefold()
    return [
        department
        for department in Department.objects.order_by("code")
        if any(
            wanted in name.casefold()
            for name in (department.name, department.code, *rules.words(department.aliases))
        )
    ]
