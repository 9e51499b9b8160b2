"""What every template knows."""

from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from anlin.faces.kit import actors, projects
from anlin.faces.kit.requests import Request

ELDER = "elder"


def page(request: Request) -> dict[str, object]:
    return {
        "now": getattr(request, "now", None) or timezone.localtime(),
        "request_id": getattr(request, "request_id", ""),
        "elder": is_elder(request),
        "project": SimpleLazyObject(lambda: projects.of(request)),
        "projects": SimpleLazyObject(lambda: projects.offered(request)),
        "actor_name": SimpleLazyObject(lambda: _said(actors.name_of, request)),
        "actor_post": SimpleLazyObject(lambda: _said(actors.post_of, request)),
    }


def is_elder(request: Request) -> bool:
    """Large type: chosen in this session, or remembered by this device."""
    chosen = request.session.get(ELDER) if hasattr(request, "session") else None
    return request.COOKIES.get(ELDER) == "1" if chosen is None else bool(chosen)


def _said(socket, request: Request) -> str:
    actor = actors.of(request)
    said = socket.first(actor) if actor else None
    if said is None and socket is actors.name_of and request.user.is_authenticated:
        return str(request.user)
    return said or ""
