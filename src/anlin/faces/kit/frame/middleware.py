"""What every request carries: a number of its own, one moment, who acts."""

import re
import uuid
from collections.abc import Callable

from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from anlin.faces.kit import actors, requests
from anlin.faces.kit.requests import Request

HEADER = "X-Request-ID"
# Photos are chosen as files, for which a page needs no leave.
UNUSED = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
_WELL_FORMED = re.compile(r"[A-Za-z0-9-]{8,64}")
Answer = Callable[[Request], HttpResponse]


class RequestId:
    """Takes the proxy's number or makes one; it goes to the log, the answer and the error pages."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        request.request_id = given if _WELL_FORMED.fullmatch(given) else uuid.uuid4().hex
        token = requests.current.set(request.request_id)
        try:
            response = self.get_response(request)
        finally:
            requests.current.reset(token)
        response[HEADER] = request.request_id
        response.headers.setdefault("Permissions-Policy", UNUSED)
        return response


class Who:
    """`request.now`, one aware moment for all that this request does, and `request.actor`, asked lazily."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.now = timezone.localtime()
        request.actor = SimpleLazyObject(lambda: actors.of(request))
        response = self.get_response(request)
        # What is shown here is of somebody: no browser and no proxy keeps it unless its view says so.
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response
