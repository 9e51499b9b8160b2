"""What was left locks: nothing is shown or done until whoever signed in says their password.

A shared computer locks soon; which one is shared is said on it and kept in a cookie of its browser. Of
staff every session locks after a longer while, and so many hours after the password was last said, however
busy it is. Both moments stand in the session, so they hold in every window, and whether or not scripts run.
"""

from datetime import datetime, timedelta

from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from anlin.faces.kit import actors
from anlin.faces.kit.frame.closed import SAFE
from anlin.faces.kit.frame.middleware import Answer
from anlin.faces.kit.requests import Request
from anlin.foundation.accounts import api as accounts

SHARED = "shared_computer"
SEEN, LOCKED, SAID = "seen_at", "locked", "password_said_at"
PASSWORD = "unlock_password"  # noqa: S105  (the name of a field)
STATUS = 423
# A sign of life is written down so often; each writing is a row of the database.
EVERY = timedelta(minutes=1)
# Leaving needs no password.
OPEN_PLACES = ("account_logout",)


class Locking:
    """Stands before every view of whoever is signed in at a shared computer, and of all staff."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Request, view, args, kwargs) -> HttpResponse | None:
        if not request.user.is_authenticated or not (
            _left_after(request) or _asked_anew_after(request)
        ):
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
    terms = ((SEEN, _left_after(request)), (SAID, _asked_anew_after(request)))
    return any(term and _age(request, moment) > term for moment, term in terms)


def lock(request: Request) -> None:
    request.session[LOCKED] = True


def lock_after(request: Request) -> int:
    """Seconds without a sign of life after which a page locks itself; 0 where it does not."""
    is_theirs = getattr(request, "user", None) is not None and request.user.is_authenticated
    term = _left_after(request) if is_theirs else None
    return int(term.total_seconds()) if term else 0


def _left_after(request: Request) -> timedelta | None:
    """How long this session may be left alone; None: for as long as it lasts."""
    if is_shared(request):
        return settings.LOCK_AFTER
    return (settings.STAFF_LOCK_AFTER or None) if _is_of_staff(request) else None


def _asked_anew_after(request: Request) -> timedelta | None:
    return (settings.STAFF_ASKED_AFTER or None) if _is_of_staff(request) else None


def _is_of_staff(request: Request) -> bool:
    actor = actors.of(request)
    return actor is not None and actor.is_staff


def _age(request: Request, moment: str) -> timedelta:
    """Of a moment that was not noted yet: none."""
    noted = request.session.get(moment)
    return request.now - datetime.fromisoformat(noted) if noted else timedelta(0)


def _note(request: Request) -> None:
    if _left_after(request) and (SEEN not in request.session or _age(request, SEEN) > EVERY):
        request.session[SEEN] = request.now.isoformat()
    if SAID not in request.session and _is_of_staff(request):
        request.session[SAID] = request.now.isoformat()


def _unlocked(request: Request) -> HttpResponse | None:
    """None, and the request goes on to what it is for, when the password is right."""
    if not ratelimit.consume(request, action="reauthenticate", user=request.user):
        return _page(request, wrong=_("Too many tries. Wait some minutes."))
    if not request.user.check_password(request.POST[PASSWORD]):
        accounts.note_sign_in(request, "Unlocking failed.", request.user)
        return _page(request, wrong=_("This is not the password of whoever is signed in here."))
    request.session.pop(LOCKED, None)
    request.session[SEEN] = request.session[SAID] = request.now.isoformat()
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
