"""Addresses of the desk `rulebook`."""

from django.urls import path

from anlin.faces.console.instruments.rulebook import adopting, boards, packs, rule, simulator

app_name = "rulebook"
urlpatterns = [
    path("", packs.Packs.as_view(), name="packs"),
    path("take/<slug:code>/", packs.Take.as_view(), name="take"),
    path("upload/", packs.Upload.as_view(), name="upload"),
    path("facts/", adopting.Facts.as_view(), name="facts"),
    path("days/", boards.Days.as_view(), name="days"),
    path("board/", boards.Board.as_view(), name="board"),
    path("packs/<int:pk>/", packs.OnePack.as_view(), name="pack"),
    path("packs/<int:pk>/adopt/", adopting.Adopt.as_view(), name="adopt"),
    path("packs/<int:pk>/load/", simulator.Simulator.as_view(), name="load"),
    path("rules/<int:pk>/", rule.RulePage.as_view(), name="rule"),
    path("standings/<int:pk>/figures/", adopting.Figures.as_view(), name="figures"),
    path("standings/<int:pk>/give-up/", adopting.GiveUp.as_view(), name="give_up"),
]
