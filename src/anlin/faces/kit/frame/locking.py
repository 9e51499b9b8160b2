"""A shared computer locks when it is left: nothing is shown or done until whoever signed in says their password.

Which computers are shared is said on each of them and kept in a cookie of its browser. The moment of
the last sign of life stands in the session, so it holds in every window, and whether or not scripts run.
"""

from datetime import datetime, timedelta

from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from anlin.faces.kit.frame.closed import SAFE
from anlin.faces.kit.frame.middleware import Answer
from anlin.faces.kit.requests import Request
from anlin.foundation.accounts import api as accounts

SHARED = "shared_computer"
SEEN, LOCKED = "seen_at", "locked"
PASSWORD = "unlock_password"  # noqa: S105  (the name of a field)
STATUS = 423
# A sign of life is written down so often; each writing is a row of the database.
EVERY = timedelta(minutes=1)
# Leaving needs no password.
OPEN_PLACES = ("account_logout",)


class Locking:
    """Stands before every view of whoever is signed in at a shared computer."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Request, view, args, kwargs) -> HttpResponse | None:
        if not is_shared(request) or not request.user.is_authenticated:
            return None
        if request.path in {reverse(name) for name in OPEN_PLACES}:
            return None
        if not is_locked(request):
            if not getattr(getattr(view, "view_class", view), "asks_by_itself", False):
                _note(request)
            return None
        request.session[LOCKED] = True
        if request.method == "POST" and PASSWORD in request.POST:
            return _unlocked(request)
        if getattr(request, "htmx", None):
            # The page is asked for anew, and is the locked one; what was typed is in its draft.
            return HttpResponse(status=STATUS, headers={"HX-Refresh": "true"})
        return _page(request)


def is_shared(request: Request) -> bool:
    return bool(settings.LOCK_AFTER) and request.COOKIES.get(SHARED) == "1"


def is_locked(request: Request) -> bool:
    if request.session.get(LOCKED):
        return True
    seen = request.session.get(SEEN)
    return seen is not None and request.now - datetime.fromisoformat(seen) > settings.LOCK_AFTER


def lock(request: Request) -> None:
    request.session[LOCKED] = True


def lock_after(request: Request) -> int:
    """Seconds without a sign of life after which a page locks itself; 0 where it does not."""
    is_theirs = getattr(request, "user", None) is not None and request.user.is_authenticated
    return int(settings.LOCK_AFTER.total_seconds()) if is_theirs and is_shared(request) else 0


def _note(request: Request) -> None:
    seen = request.session.get(SEEN)
    if seen is None or request.now - datetime.fromisoformat(seen) > EVERY:
        request.session[SEEN] = request.now.isoformat()


def _unlocked(request: Request) -> HttpResponse | None:
    """None, and the request goes on to what it is for, when the password is right."""
    if not ratelimit.consume(request, action="reauthenticate", user=request.user):
        return _page(request, wrong=_("Too many tries. Wait some minutes."))
    if not request.user.check_password(request.POST[PASSWORD]):
        accounts.note_sign_in(request, "Unlocking failed.", request.user)
        return _page(request, wrong=_("This is not the password of whoever is signed in here."))
    request.session.pop(LOCKED, None)
    request.session[SEEN] = request.now.isoformat()
    return None


def _page(request: Request, wrong: str = "") -> HttpResponse:
    """The locked page; it carries on what was being sent, and asks for the password first."""
    ours = {reverse("lock"), reverse("unlock")}
    is_sending = request.method not in SAFE and request.path not in ours
    unsent = {"csrfmiddlewaretoken", PASSWORD}
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        if is_sending and name not in unsent and "password" not in name
        for value in values
    ]
    context = {
        "title": _("Locked"),
        "wrong": wrong,
        "sent": sent,
        "has_files": bool(request.FILES),
        "action": request.get_full_path() if is_sending else reverse("unlock"),
        "then": request.POST.get("next", "") or (request.get_full_path() if not is_sending else ""),
        "field": PASSWORD,
    }
    return render(request, "kit/locked.html", context, status=STATUS)
