"""Which face answers which address."""

from django.urls import URLPattern, URLResolver, include, path

from anlin.config.monitor import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", views.live, name="live"),
    path("health/ready", views.ready, name="ready"),
    path("health/duties", views.duties, name="duties_alive"),
    path("health/figures", views.metrics, name="figures"),
    path("", include("anlin.faces.kit.own.urls")),
    path("console/", include("anlin.faces.console.urls")),
    path("api/", include("anlin.faces.api.urls")),
    path("", include("anlin.faces.portal.urls")),
]

handler400 = "anlin.faces.kit.frame.errors.bad_request"
handler403 = "anlin.faces.kit.frame.errors.forbidden"
handler404 = "anlin.faces.kit.frame.errors.not_found"
handler429 = "anlin.faces.kit.frame.errors.too_often"
handler500 = "anlin.faces.kit.frame.errors.failed"
