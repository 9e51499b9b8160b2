"""Addresses of the desk of work orders."""

from django.urls import path

from anlin.faces.console.trades.workorders import (
    catalogue,
    crew,
    detail,
    extras,
    figures,
    raising,
    steps,
)
from anlin.faces.console.trades.workorders import list as listing

urlpatterns = [
    path("", listing.Orders.as_view(), name="workorders"),
    path("board/", listing.Board.as_view(), name="workorder_board"),
    path("mine/", detail.Mine.as_view(), name="workorders_mine"),
    path("mine/panel/", detail.MyPanel.as_view(), name="workorders_mine_panel"),
    path("new/", raising.RaiseOrder.as_view(), name="workorder_raise"),
    path("crew/", crew.Crew.as_view(), name="workorder_crew"),
    path("catalogue/", catalogue.Catalogue.as_view(), name="workorder_catalogue"),
    path("catalogue/new/", catalogue.KeepFault.as_view(), name="workorder_fault_new"),
    path("catalogue/<slug:code>/", catalogue.KeepFault.as_view(), name="workorder_fault"),
    path("figures/", figures.Figures.as_view(), name="workorder_figures"),
    path("promises/", figures.Promises.as_view(), name="workorder_promises"),
    path("promises/<slug:measure>/", figures.SetTerm.as_view(), name="workorder_term"),
    path("of-unit/<int:unit>/", detail.OfUnit.as_view(), name="unit_repairs"),
    path("<int:pk>/record/", extras.Record.as_view(), name="workorder_record"),
    path("<int:pk>/", detail.Detail.as_view(), name="workorder"),
    path("<int:pk>/manners/", detail.Manners.as_view(), name="workorder_manners"),
    path("<int:pk>/move/", listing.Move.as_view(), name="workorder_move"),
    *[
        path(f"<int:pk>/{name}/", page.as_view(), name=f"workorder_{name}")
        for name, page in {**steps.PAGES, **extras.PAGES}.items()
    ],
]
