"""Addresses of the desk of matters."""

from django.urls import path

from anlin.faces.console.trades.cases import (
    asking,
    detail,
    extras,
    keeping,
    panels,
    steps,
)
from anlin.faces.console.trades.cases import list as listing
from anlin.faces.console.trades.cases.taking import intake, paper

urlpatterns = [
    path("", listing.Cases.as_view(), name="cases"),
    path("new/", intake.Intake.as_view(), name="case_intake"),
    path("new/callers/", intake.Callers.as_view(), name="case_callers"),
    path("new/household/", intake.Chosen.as_view(), name="case_chosen"),
    path("new/hints/", intake.Hints.as_view(), name="case_hints"),
    path("paper/", paper.Sheet.as_view(), name="case_paper"),
    path("paper/lines/", paper.Enter.as_view(), name="case_paper_lines"),
    path("follow-ups/", asking.FollowUps.as_view(), name="case_follow_ups"),
    path("special/", asking.Special.as_view(), name="case_specials"),
    path("samples/", asking.Samples.as_view(), name="case_samples"),
    path("samples/<int:pk>/", asking.Sample.as_view(), name="case_sample"),
    path("samples/<int:pk>/<int:drawn>/", asking.AskDrawn.as_view(), name="case_ask_drawn"),
    path("log/", keeping.DutyLog.as_view(), name="case_log"),
    path("log/new/", keeping.WriteLine.as_view(), name="case_log_line"),
    path("boxes/", keeping.Boxes.as_view(), name="case_boxes"),
    path("boxes/new/", keeping.PutUpBox.as_view(), name="case_put_up_box"),
    path("boxes/<int:pk>/", keeping.OpenBox.as_view(), name="case_open_box"),
    path("figures/", panels.Figures.as_view(), name="case_figures"),
    path("first/", panels.First.as_view(), name="case_first"),
    path("hot/", panels.Hot.as_view(), name="case_hot"),
    path("household/<int:unit>/", panels.Household.as_view(), name="household"),
    path("household/<int:unit>/contacts/", panels.Contacts.as_view(), name="household_contacts"),
    path("<int:pk>/", detail.Detail.as_view(), name="case"),
    path("<int:pk>/present/", detail.Present.as_view(), name="case_present"),
    path("<int:pk>/reporter/", panels.ReporterPanel.as_view(), name="case_reporter"),
    path("<int:pk>/orders/", panels.Orders.as_view(), name="case_orders"),
    path("<int:pk>/others/", panels.Others.as_view(), name="case_others"),
    path("<int:pk>/audit/", panels.Trail.as_view(), name="case_audit"),
    *[
        path(f"<int:pk>/{name}/", page.as_view(), name=f"case_{name}")
        for name, page in {**steps.PAGES, **extras.PAGES}.items()
    ],
]
