"""Every request is counted; one that took long stands in the log, by its number."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from anlin.config.monitor import figures

log = logging.getLogger(__name__)
LONG = 1.0


class Timed:
    """Stands before everything but the request's number, so that all that is done for it counts.

    An address counts under its name, never as it was typed: names are few, and say nothing of anybody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        response = self.get_response(request)
        seconds = time.perf_counter() - begun
        view = request.resolver_match.view_name if request.resolver_match else "none"
        figures.REQUESTS.labels(view, f"{response.status_code // 100}xx").observe(seconds)
        if seconds > LONG:
            facts = {"view": view, "method": request.method, "seconds": round(seconds, 3)}
            log.warning("A request took long.", extra=facts)
        return response
