"""What carries the house gives way: the database is away or busy, or the disk is full.

Told in a sentence, without the database, the session and the person: any of them may be what
failed. What was sent is given back.
"""

import errno
import sqlite3
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anlin.faces.kit.frame import closed

RETRY_AFTER = 10


@dataclass(frozen=True)
class Trouble:
    """`code` is stable and for programs, the words are for people; `passes` when it needs no programmer."""

    status: int
    code: str
    title: Any
    sentence: Any
    passes: bool = True


DATABASE = Trouble(
    503,
    "database_away",
    gettext_lazy("The database does not answer"),
    gettext_lazy(
        "The database does not answer just now. It usually comes back by itself; try again in a minute."
    ),
)
ROOM = Trouble(
    507,
    "no_room",
    gettext_lazy("No room left"),
    gettext_lazy(
        "There is no room left on the disk of the server, so this was not saved. "
        "Tell whoever looks after Anlin, and try again when there is room."
    ),
)
FAULT = Trouble(
    500,
    "failed",
    gettext_lazy("Something went wrong on our side"),
    gettext_lazy("What you entered was not saved. Try again in a minute."),
    passes=False,
)
# A statement that does not fit the tables is our fault; SQLite calls that operational, too.
_FAULTS_OF_OURS = {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_MISUSE, sqlite3.SQLITE_RANGE}
_DISK_FULL = "53100"  # PostgreSQL's code of errors


def known(error: BaseException | None) -> Trouble | None:
    """Which trouble stands behind the error; None when it is a fault of ours."""
    while error is not None:
        found = _of(error)
        if found is not None:
            return found
        error = error.__cause__ or error.__context__
    return None


def _of(error: BaseException) -> Trouble | None:
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return ROOM
    if not isinstance(error, OperationalError | InterfaceError):
        return None
    cause = error.__cause__
    if getattr(cause, "sqlstate", None) == _DISK_FULL:
        return ROOM
    if isinstance(cause, sqlite3.Error):
        # The lowest byte is the kind, the rest says where in SQLite it arose.
        code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code == sqlite3.SQLITE_FULL:
            return ROOM
        return None if code in _FAULTS_OF_OURS else DATABASE
    return DATABASE


def answer(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    """The page; for a part of a page its sentence above what stands there, and all of it stays."""
    htmx = getattr(request, "htmx", None)
    if trouble.passes and htmx and not htmx.boosted:
        said = format_html(
            '<div id="closed" class="closed" role="alert">{} {} <span class="small">{}</span></div>',
            trouble.sentence,
            _("What you entered still stands here. Send it again then."),
            _number(request),
        )
        headers = {"HX-Retarget": "#closed", "HX-Reswap": "outerHTML"}
        return HttpResponse(said, status=trouble.status, headers=headers)
    context = {
        "status": trouble.status,
        "title": trouble.title,
        "sentence": trouble.sentence,
        "request_id": _number(request),
        **(_again(request) if trouble.passes else {}),
    }
    return HttpResponse(render_to_string("kit/failed.html", context), status=trouble.status)


def _number(request: HttpRequest) -> str:
    return str(getattr(request, "request_id", ""))


def _again(request: HttpRequest) -> dict[str, Any]:
    """What the page needs to send the same once more."""
    again: dict[str, Any] = {"passes": True, "action": request.get_full_path()}
    if request.method in closed.SAFE:
        return again
    try:
        # Of what was typed there nothing is shown again: passwords, and codes that open.
        is_secret = request.path.startswith(closed.SECRET_PLACES)
        sent = [] if is_secret else closed.typed(request)
        has_files = bool(request.FILES)
    except (OSError, RequestDataTooBig, MultiPartParserError):
        # It could not even be read.
        return again | {"action": ""}
    shown = [value for name, value in sent if len(value) > 12 or not value.isascii()]
    facts = {"csrf_token": get_token(request), "sent": sent, "shown": shown, "has_files": has_files}
    return again | facts | ({} if sent or has_files else {"action": ""})
