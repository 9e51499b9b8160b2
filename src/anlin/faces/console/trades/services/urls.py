"""Addresses of the desk of planned services."""

from django.urls import path

from anlin.faces.console.trades.services import detail, filing, steps
from anlin.faces.console.trades.services import list as listing

urlpatterns = [
    path("", listing.Services.as_view(), name="services"),
    path("new/", filing.FileRequest.as_view(), name="service_new"),
    path("<int:pk>/", detail.Detail.as_view(), name="service"),
    *[
        path(f"<int:pk>/{name}/", page.as_view(), name=f"service_{name}")
        for name, page in steps.PAGES.items()
    ],
]
