"""For machines that watch: does it live, may it be asked, how does it stand."""

import hmac
import os

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from anlin.config import health
from anlin.config.monitor import figures

TOKEN = "ANLIN_METRICS_TOKEN"  # noqa: S105  (the name of the variable)


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
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus' figures for whoever knows the token; without one in the environment there are none."""
    token = os.environ.get(TOKEN, "")
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not hmac.compare_digest(given.encode(), token.encode()):
        return HttpResponse(status=404)
    return HttpResponse(figures.as_text(), content_type="text/plain; version=0.0.4; charset=utf-8")
