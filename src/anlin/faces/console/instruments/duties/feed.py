"""The calendar a telephone subscribes to: its address is the key, for no telephone signs in to ask for one."""

from datetime import timedelta
from typing import Any

from django.core import signing
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from anlin.faces.kit import actors
from anlin.faces.kit.lists import calendars
from anlin.faces.kit.requests import Request
from anlin.foundation.accounts import api as accounts
from anlin.instruments.duty import permissions, queries

SALT = "anlin.duties.feed"
AHEAD = timedelta(days=62)
SHARE = 20


def address(request: Request, project_id: int | None) -> str:
    """The address for whoever is signed in, of one project or of all; it dies with their password."""
    account: Any = request.user
    key = signing.dumps([account.pk, project_id or 0, _seal_of(account)], salt=SALT)
    return request.build_absolute_uri(reverse("console:duty_feed", args=[key]))


@require_safe
def feed(request: Request, key: str) -> HttpResponse:
    """What lies on the owner of the key in the next weeks; a key that is wrong or old looks like no page at all."""
    try:
        account_id, project_id, seal = signing.loads(key, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise Http404 from None
    account = accounts.Account.objects.filter(pk=account_id, is_active=True).first()
    if account is None or seal != _seal_of(account):
        raise Http404
    actor = actors.actor_for.first(account)
    if actor is None or not actor.may_anywhere(permissions.SEE):
        raise Http404
    rows = queries.lying_on(actor, request.now, ahead=AHEAD)
    if project_id:
        rows = rows.filter(project=project_id)
    entries = calendars.of_duties(rows, request)
    return calendars.answer(_("Duties"), entries, now=request.now)


def _seal_of(account: Any) -> str:
    return account.get_session_auth_hash()[:SHARE]
