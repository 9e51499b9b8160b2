"""What makes the portal installable: manifest, service worker, the page without a network."""

import hashlib

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

FILES = (
    "vendor/tabler.css", "vendor/htmx.js", "vendor/hx-alpine-compat.js", "vendor/alpine.js",
    "vendor/icons.svg", "kit/tokens.css", "kit/anlin.css", "kit/forms.css", "kit/shapes.css",
    "kit/shell.css", "kit/kit.js", "kit/mark.svg", "portal/portal.css", "portal/portal.js",
    "portal/desks.css", "portal/outbox.js",
)  # fmt: skip


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    icons = [
        {"src": static("kit/mark.svg"), "type": "image/svg+xml", "sizes": "any"},
        *(
            {
                "src": static(f"portal/icon-{size}.png"),
                "type": "image/png",
                "sizes": f"{size}x{size}",
                "purpose": "any",
            }
            for size in (192, 512)
        ),
    ]
    return JsonResponse(
        {
            "name": _("Anlin for residents"),
            "short_name": _("Anlin"),
            "id": reverse("portal:home"),
            "start_url": reverse("portal:home"),
            "scope": "/",
            "display": "standalone",
            "theme_color": "#0b6e5c",
            "background_color": "#f5f7f8",
            "icons": icons,
        },
        content_type="application/manifest+json",
    )


@require_safe
@never_cache
def worker(request: HttpRequest) -> HttpResponse:
    """The worker with its list of files; another list or another version is another cache."""
    pages = {name: reverse(f"portal:{name}") for name in ("offline", "report", "report_offline")}
    files = [static(name) for name in FILES] + [pages["offline"], pages["report_offline"]]
    version = hashlib.sha256(f"{files}{settings.STATIC_URL}".encode()).hexdigest()[:12]
    response = render(
        request,
        "portal/worker.js",
        {"files": files, "version": version, "pages": pages},
        content_type="text/javascript",
    )
    response["Service-Worker-Allowed"] = "/"
    return response


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    context = {"title": _("No network"), "keeps_who": True}
    return render(request, "portal/offline.html", context)
