"""Addresses of the desk of duties."""

from django.urls import path

from anlin.faces.console.instruments.duties import calendar, detail, feed, panel, steps
from anlin.faces.console.instruments.duties import list as listing

urlpatterns = [
    path("", listing.Duties.as_view(), name="duties"),
    path("panel/", panel.MyPanel.as_view(), name="duties_panel"),
    path("calendar/", calendar.Month.as_view(), name="duty_calendar"),
    path("calendar/week/", calendar.Week.as_view(), name="duty_week"),
    path("feed/<str:key>/", feed.feed, name="duty_feed"),
    path("uncovered/", calendar.Uncovered.as_view(), name="duty_uncovered"),
    path("<int:pk>/", detail.Detail.as_view(), name="duty"),
    *[path(f"<int:pk>/{name}/", page.as_view(), name=f"duty_{name}") for name, page in steps.PAGES.items()],
]  # fmt: skip
