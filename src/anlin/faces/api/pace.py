"""A program that asks too often in a minute hears how long to wait; nothing of what it asked is done."""

import functools
from collections.abc import Callable

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _

from anlin.faces.api import auth, problems
from anlin.faces.kit.frame import pace
from anlin.faces.kit.requests import Request

View = Callable[..., HttpResponse]
requests = pace.Pace(pace.MINUTE)


def paced(view: View) -> View:
    """Counted for the account: another token of it brings no more."""

    @functools.wraps(view)
    def answered(request: Request, *args, **kwargs) -> HttpResponse:
        account = auth.account_of(request)
        wait = account and requests.wait(account.pk, settings.REQUESTS_A_MINUTE, request.now)
        if not wait:
            return view(request, *args, **kwargs)
        sentence = _("That was too often in a minute. Go on in %(seconds)s seconds.")
        answer = problems.answer(429, "too_often", sentence % {"seconds": wait})
        return pace.timed(answer, wait)

    return answered
