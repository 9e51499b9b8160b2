"""What every template knows."""

from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from anlin.faces.kit import actors, projects
from anlin.faces.kit.frame import closed, locking
from anlin.faces.kit.requests import Request

ELDER = "elder"


def page(request: Request) -> dict[str, object]:
    known = SimpleLazyObject(lambda: _introduced(request))
    return {
        "now": getattr(request, "now", None) or timezone.localtime(),
        "request_id": getattr(request, "request_id", ""),
        "closed": SimpleLazyObject(lambda: closed.notice(request)),
        "elder": is_elder(request),
        "lock_after": SimpleLazyObject(lambda: locking.lock_after(request)),
        "shared": SimpleLazyObject(lambda: locking.is_shared(request)),
        "project": SimpleLazyObject(lambda: projects.of(request)),
        "projects": SimpleLazyObject(lambda: projects.offered(request)),
        "actor_name": SimpleLazyObject(lambda: known.name),
        "actor_post": SimpleLazyObject(lambda: known.post),
    }


def is_elder(request: Request) -> bool:
    """Large type: chosen in this session, or remembered by this device."""
    chosen = request.session.get(ELDER) if hasattr(request, "session") else None
    return request.COOKIES.get(ELDER) == "1" if chosen is None else bool(chosen)


def _introduced(request: Request) -> actors.Introduction:
    actor = actors.of(request)
    known = actors.introduced.first(actor) if actor else None
    if known is None:
        known = actors.Introduction(str(request.user) if request.user.is_authenticated else "")
    return known
