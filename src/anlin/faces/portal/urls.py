"""Addresses of the portal, desk by desk; what a phone needs to install it stands at the root."""

from django.urls import path

from anlin.faces.kit import files
from anlin.faces.portal import desks, views

app_name = "portal"
urlpatterns = [
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("worker.js", views.worker, name="worker"),
    path("files/<str:ref>/<str:size>/", files.serve, name="file"),
    path("offline/", views.offline, name="offline"),
    *desks.urlpatterns(),
]
