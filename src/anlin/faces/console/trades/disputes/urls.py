"""Addresses of the desk of disputes."""

from django.urls import path

from anlin.faces.console.trades.disputes import detail, opening, steps
from anlin.faces.console.trades.disputes import list as listing

urlpatterns = [
    path("", listing.Disputes.as_view(), name="disputes"),
    path("of/<int:pk>/", opening.OfCase.as_view(), name="dispute_of_case"),
    path("of/<int:pk>/open/", opening.Open.as_view(), name="dispute_open"),
    path("<int:pk>/", detail.Detail.as_view(), name="dispute"),
    *[
        path(f"<int:pk>/{name}/", page.as_view(), name=f"dispute_{name}")
        for name, page in steps.PAGES.items()
    ],
]
