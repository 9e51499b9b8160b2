"""While the house is closed to changes, programs hear so and may send the same again later."""

import functools
from collections.abc import Callable

from django.http import HttpResponse

from anlin.faces.api import problems
from anlin.faces.kit.frame import closed
from anlin.faces.kit.requests import Request
from anlin.foundation.upkeep.api import HouseClosed

View = Callable[..., HttpResponse]


def unless_closed(view: View) -> View:
    """Refused before anything is remembered of the request, so its Idempotency-Key is still free."""

    @functools.wraps(view)
    def answered(request: Request, *args, **kwargs) -> HttpResponse:
        closure = closed.of(request)
        if closure is None:
            return view(request, *args, **kwargs)
        refusal = HouseClosed(closure)
        answer = problems.answer(closed.STATUS, refusal.code, str(refusal))
        return closed.timed(request, answer)

    answered.says_closed = lambda: True  # type: ignore[attr-defined]
    return answered
