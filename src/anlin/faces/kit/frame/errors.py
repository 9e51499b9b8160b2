"""Pages for what did not work: a sentence, a way on, and the request's number for whoever helps."""

import logging
import sys

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from anlin.faces.kit.frame import trouble
from anlin.kernel.errors import NotAllowed, NotThere, Refusal

log = logging.getLogger(__name__)


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
    if trouble.known(exception) is not None:
        # A session that could not be written looks to Django like one that somebody deleted.
        return failed(request)
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
    """What nobody caught. An address may say it in its own manner, by `says_trouble` on its view."""
    error = sys.exc_info()[1]
    told = trouble.known(error) or trouble.FAULT
    view = getattr(request.resolver_match, "func", None)
    says = getattr(view, "says_trouble", None)
    response = trouble.answer(request, told) if says is None else says(request, told)
    if told.passes:
        response["Retry-After"] = str(trouble.RETRY_AFTER)
        facts = {"trouble": told.code, "error": f"{type(error).__name__}: {error}"[:300]}
        log.warning("A request could not be answered.", extra=facts)
        # Django would write a trace of it, for each request of the whole outage.
        vars(response)["_has_been_logged"] = True
    return response
