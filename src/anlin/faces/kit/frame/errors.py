"""Pages for what did not work: a sentence, a way on, and the request's number for whoever helps."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from anlin.kernel.errors import NotAllowed, NotThere, Refusal


def answer(request: HttpRequest, status: int, title: str, sentence: str) -> HttpResponse:
    """The page, or only its sentence when a part of a page was asked for."""
    htmx = getattr(request, "htmx", None)
    template = "kit/error.html#sentence" if htmx and not htmx.boosted else "kit/error.html"
    context = {"status": status, "title": title, "sentence": sentence}
    return HttpResponse(render_to_string(template, context, request), status=status)


def refused(request: HttpRequest, refusal: Refusal, status: int) -> HttpResponse:
    return answer(request, status, _("Not done"), str(refusal))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    sentence = exception if isinstance(exception, Refusal) else NotAllowed()
    return answer(request, 403, _("Not open to you"), str(sentence))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return answer(request, 404, _("Nothing here"), str(NotThere()))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    sentence = _("The request could not be read. Go back and try again.")
    return answer(request, 400, _("Not understood"), sentence)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    sentence = _(
        "This page was open too long or in another window. Go back, load it again and send it once more; your words are kept."
    )
    return answer(request, 403, _("Please send it again"), sentence)


def too_often(request: HttpRequest) -> HttpResponse:
    sentence = _("Too many attempts in a short time. Wait a minute, then try again.")
    return answer(request, 429, _("Please wait a moment"), sentence)


def failed(request: HttpRequest) -> HttpResponse:
    """Rendered without the database, the session and the person: any of them may be what failed."""
    context = {
        "status": 500,
        "title": _("Something went wrong on our side"),
        "sentence": _("What you entered was not saved. Try again in a minute."),
        "request_id": getattr(request, "request_id", ""),
    }
    return HttpResponse(render_to_string("kit/failed.html", context), status=500)
