"""For machines that watch: does it live, may it be asked, how does it stand."""

import hmac
import os
from datetime import timedelta

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from anlin.config import health
from anlin.config.monitor import figures
from anlin.instruments.duty import queries as duty

TOKEN = "ANLIN_METRICS_TOKEN"  # noqa: S105  (the name of the variable)
# It runs every hour, and looks at what is due every minute.
SILENT_AT_MOST, LAG_AT_MOST = timedelta(hours=2), timedelta(minutes=5)


@require_safe
@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked. Who gets no answer should start it anew."""
    return HttpResponse("alive\n", content_type="text/plain")


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Whether people may be sent here; names what is missing, without details."""
    missing = [finding.name for finding in health.readiness() if not finding.is_well]
    return JsonResponse(
        {"ready": not missing, "missing": missing},
        status=503 if missing else 200,
        headers={"Retry-After": "5"} if missing else None,
    )


@require_safe
@never_cache
def duties(request: HttpRequest) -> HttpResponse:
    """Whether the engine of duties lives: seconds since it last ran to its end (null before the first time) and since when
    the oldest step that is due waits; 503 when either is too long, or the database is away."""
    now = timezone.now()
    try:
        silent, lag = duty.silent_for(now), duty.lag(now)
    except DatabaseError:
        return JsonResponse({"alive": False}, status=503)
    alive = (silent is None or silent < SILENT_AT_MOST) and lag < LAG_AT_MOST
    return JsonResponse(
        {
            "alive": alive,
            "silent_seconds": None if silent is None else int(silent.total_seconds()),
            "lag_seconds": int(lag.total_seconds()),
        },
        status=200 if alive else 503,
    )


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus' figures for whoever knows the token; without one in the environment there are none."""
    token = os.environ.get(TOKEN, "")
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not hmac.compare_digest(given.encode(), token.encode()):
        return HttpResponse(status=404)
    return HttpResponse(figures.as_text(), content_type="text/plain; version=0.0.4; charset=utf-8")
