"""How often somebody may ask: counted in this process alone, so that it costs no question to the database."""

from collections import Counter
from collections.abc import Hashable
from datetime import datetime
from threading import Lock

from django.conf import settings
from django.http import HttpResponse

from anlin.faces.kit.frame import errors
from anlin.faces.kit.frame.closed import SAFE
from anlin.faces.kit.frame.middleware import Answer
from anlin.faces.kit.requests import Request

MINUTE = 60


class Pace:
    """So many times in each span of the clock; several processes count each for themselves."""

    def __init__(self, seconds: int) -> None:
        self._seconds = seconds
        self._span = 0
        self._counted: Counter[Hashable] = Counter()
        self._lock = Lock()

    def wait(self, who: Hashable, most: int, at: datetime) -> int:
        """Count once more; the seconds until they may go on, 0 where they need not wait. `most` of 0: no bound."""
        if not most:
            return 0
        moment = int(at.timestamp())
        span = moment // self._seconds
        with self._lock:
            if span != self._span:
                self._span, self._counted = span, Counter()
            self._counted[who] += 1
            is_over = self._counted[who] > most
        return self._seconds - moment % self._seconds if is_over else 0


deeds = Pace(MINUTE)


class Pacing:
    """Stands before every view of pages: whoever sends forms faster than people do waits."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Request, view, args, kwargs) -> HttpResponse | None:
        if request.method in SAFE or not request.user.is_authenticated:
            return None
        wait = deeds.wait(request.user.pk, settings.DEEDS_A_MINUTE, request.now)
        return timed(errors.too_often(request), wait) if wait else None


def timed(response: HttpResponse, wait: int) -> HttpResponse:
    response["Retry-After"] = str(wait)
    return response
