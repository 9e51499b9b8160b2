"""Addresses of the desk of work orders."""

from django.urls import path

from anlin.faces.console.trades.workorders import detail, steps
from anlin.faces.console.trades.workorders import list as listing

urlpatterns = [
    path("", listing.Orders.as_view(), name="workorders"),
    path("board/", listing.Board.as_view(), name="workorder_board"),
    path("mine/", detail.Mine.as_view(), name="workorders_mine"),
    path("mine/panel/", detail.MyPanel.as_view(), name="workorders_mine_panel"),
    path("<int:pk>/", detail.Detail.as_view(), name="workorder"),
    path("<int:pk>/manners/", detail.Manners.as_view(), name="workorder_manners"),
    path(
        "<int:pk>/move/", listing.Board.as_view(http_method_names=["post"]), name="workorder_move"
    ),
    *[
        path(f"<int:pk>/{name}/", page.as_view(), name=f"workorder_{name}")
        for name, page in steps.PAGES.items()
    ],
]
