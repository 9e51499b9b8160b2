"""While the house is closed to changes: pages are shown, whatever would change something is refused.

Refused here, before any view; forms refuse for themselves (`FormPage.closed`), so that what was
typed stands in the form again, and the API does, in its own words.
"""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _

from anlin.faces.kit.frame.middleware import Answer
from anlin.faces.kit.requests import Request
from anlin.foundation.upkeep import api as upkeep

SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
STATUS = 503
# Of what was typed there nothing is shown again: passwords, and codes that open.
SECRET_PLACES = "/accounts/"  # noqa: S105  (an address)
UNSEEN = {"csrfmiddlewaretoken"}


class Closed:
    """Asks the database anew for every request that may change something: another process may have closed the house."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Request, view, args, kwargs) -> HttpResponse | None:
        if request.method in SAFE:
            return None
        request.closure = upkeep.closure()
        if request.closure is None:
            return None
        if getattr(request, "htmx", None):
            return _in_place(request)

        return None if _says_it_itself(request, view) else _page(request)


def _says_it_itself(request: Request, view) -> bool:
    page = getattr(view, "view_class", None)
    says_itself = getattr(view if page is None else page, "says_closed", None)
    if says_itself is None or (page is not None and not request.user.is_authenticated):
        return False
    return bool(says_itself())


def of(request: Request) -> upkeep.Closure | None:
    """What stands in the way of this request; None for one that only looks."""
    return getattr(request, "closure", None)


def notice(request: Request) -> str:
    """The sentence that stands on every page while the house is closed; empty while it is open."""
    closure = upkeep.closure_for_notice() if request.method in SAFE else of(request)
    return upkeep.said_of(closure) if closure else ""


def timed(request: Request, response: HttpResponse) -> HttpResponse:
    """The same answer with the time after which to try again."""
    closure = of(request)
    if closure is not None:
        response["Retry-After"] = str(upkeep.retry_after(closure, request.now))
    return response


def _in_place(request: Request) -> HttpResponse:
    """The form stays as it is, with all that was typed and chosen; the notice above the page says why."""
    said = format_html(
        '<div id="closed" class="closed" role="alert">{} {}</div>',
        notice(request),
        _("What you entered still stands here. Send it again then."),
    )
    headers = {"HX-Retarget": "#closed", "HX-Reswap": "outerHTML"}
    return timed(request, HttpResponse(said, status=STATUS, headers=headers))


def _page(request: Request) -> HttpResponse:
    """A page that holds what was sent and sends it again; for addresses whose form is not at hand."""
    is_secret = request.path.startswith(SECRET_PLACES)
    sent = [] if is_secret else typed(request)
    context = {
        "title": _("Not now"),
        "sentence": notice(request),
        "is_signing_in": is_secret and not request.user.is_authenticated,
        "sent": sent,
        "shown": [value for name, value in sent if len(value) > 12 or not value.isascii()],
        "has_files": bool(request.FILES),
        "action": request.get_full_path(),
    }
    answer = HttpResponse(render_to_string("kit/closed.html", context, request), status=STATUS)
    return timed(request, answer)


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Names and values of what was sent, in order, without secrets."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in UNSEEN and "password" not in name
        for value in values
    ]
