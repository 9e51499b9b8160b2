"""Addresses of the desk `reading`."""

from django.urls import path

from anlin.faces.console.instruments.reading import versions

app_name = "reading"
urlpatterns = [
    path("", versions.Versions.as_view(), name="versions"),
    path("learn/", versions.Learn.as_view(), name="learn"),
    path("leave/", versions.Leave.as_view(), name="leave"),
    path("<int:pk>/take/", versions.Take.as_view(), name="take"),
]
