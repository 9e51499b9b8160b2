"""Addresses of the desk `imports`."""

from django.urls import path

from anlin.faces.console.foundation.imports import pages

app_name = "imports"
urlpatterns = [
    path("", pages.Imports.as_view(), name="list"),
    path("new/", pages.Upload.as_view(), name="upload"),
    path("<int:pk>/", pages.BatchPage.as_view(), name="batch"),
    path("<int:pk>/progress/", pages.Progress.as_view(), name="progress"),
    path("<int:pk>/apply/", pages.Apply.as_view(), name="apply"),
    path("<int:pk>/undo/", pages.Undo.as_view(), name="undo"),
    path("<int:pk>/refused/", pages.Refused.as_view(), name="refused"),
]
