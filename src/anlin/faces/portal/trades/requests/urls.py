"""Addresses of the desk."""

from django.urls import path

from anlin.faces.portal.trades.requests import deeds, offline, views

urlpatterns = [
    path("", views.Matters.as_view(), name="requests"),
    path("card/", views.OpenCard.as_view(), name="requests_card"),
    path("new/", deeds.Report.as_view(), name="report"),
    path("offline/", offline.report, name="report_offline"),
    path("<int:pk>/", views.Matter.as_view(), name="matter"),
    path("<int:pk>/sent/", views.Sent.as_view(), name="matter_sent"),
    path("<int:pk>/word/", deeds.AddWord.as_view(), name="matter_word"),
    path("<int:pk>/satisfied/", deeds.Satisfied.as_view(), name="matter_satisfied"),
    path("<int:pk>/unsatisfied/", deeds.Unsatisfied.as_view(), name="matter_unsatisfied"),
    path("<int:pk>/reopen/", deeds.Reopen.as_view(), name="matter_reopen"),
]
