"""What our requests carry, and the number of the one being answered.

Imported by the logging settings, before any app is ready, so it knows none.
"""

import contextvars
import logging
from datetime import datetime
from typing import Any

from django.http import HttpRequest

current: contextvars.ContextVar[str] = contextvars.ContextVar("request_id", default="-")


class Request(HttpRequest):
    """A request after our middleware; never made, only named in signatures."""

    request_id: str
    now: datetime
    actor: Any
    htmx: Any
    closure: Any
    known_actor: Any
    known_projects: Any


class RequestIdFilter(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current.get()
        return True
