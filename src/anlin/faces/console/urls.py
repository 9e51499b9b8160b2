"""Addresses of the console, desk by desk."""

from django.urls import path

from anlin.faces.console import desks, views
from anlin.faces.kit import files

app_name = "console"
urlpatterns = [
    *desks.urlpatterns(),
    path("counts/", views.counts, name="counts"),
    path("documents/<str:ref>/", files.serve, name="document"),
    path("documents/<str:ref>/<str:size>/", files.serve, name="document_sized"),
]
