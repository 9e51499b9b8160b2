"""Which project the person is looking at: chosen once, kept in the session."""

from dataclasses import dataclass

from anlin.faces.kit import actors
from anlin.faces.kit.requests import Request
from anlin.kernel.actors import Actor
from anlin.kernel.sockets import Socket

KEY = "project"


@dataclass(frozen=True)
class Project:
    id: int
    name: str


# The projects that the actor may look into, in the order in which they are offered.
projects_for: Socket[[Actor], tuple[Project, ...]] = Socket("Which projects does this actor see?")


def offered(request: Request) -> tuple[Project, ...]:
    if not hasattr(request, "known_projects"):
        actor = actors.of(request)
        answers = projects_for.ask(actor) if actor else []
        request.known_projects = tuple(p for answer in answers for p in answer)
    return request.known_projects


def of(request: Request) -> Project | None:
    """The chosen project if it is still open to the actor, else the first of theirs."""
    projects = offered(request)
    chosen = request.session.get(KEY)
    return next((p for p in projects if p.id == chosen), projects[0] if projects else None)


def choose(request: Request, project_id: str) -> bool:
    """Look at this project from now on; False when it is not open to the actor."""
    found = next((p for p in offered(request) if str(p.id) == project_id), None)
    if found is not None:
        request.session[KEY] = found.id
    return found is not None
