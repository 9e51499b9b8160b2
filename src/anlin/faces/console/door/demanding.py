"""Whoever manages rights or settings opens the console only with a second factor, where the installation demands it."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from anlin.faces.console import urls
from anlin.faces.kit import actors
from anlin.faces.kit.frame.middleware import Answer
from anlin.faces.kit.requests import Request
from anlin.foundation.accounts import api as accounts
from anlin.ground.workforce import permissions as workforce

RIGHTS = (workforce.MANAGE_RIGHTS, workforce.EDIT_SETTINGS)


class Demanding:
    """Stands before every view of the console; the pages on which a factor is set up lie outside it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Request, view, args, kwargs) -> HttpResponse | None:
        if not settings.DEMAND_SECOND_FACTOR or not request.user.is_authenticated:
            return None
        match = request.resolver_match
        if match is None or urls.app_name not in match.app_names or not _lacks_it(request):
            return None
        to = f"{reverse('mfa_index')}?{urlencode({'demanded': 1})}"
        if getattr(request, "htmx", None):
            return HttpResponse(status=200, headers={"HX-Redirect": to})
        return redirect(to)


def _lacks_it(request: Request) -> bool:
    actor = actors.of(request)
    if actor is None or not any(actor.may_anywhere(right) for right in RIGHTS):
        return False
    return not accounts.has_second_factor(request.user.pk)
