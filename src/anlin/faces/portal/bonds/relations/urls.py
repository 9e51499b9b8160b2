"""Addresses of the desk."""

from django.urls import path

from anlin.faces.portal.bonds.relations import views

urlpatterns = [
    path("", views.Opinions.as_view(), name="opinions"),
    path("<int:pk>/", views.Answering.as_view(), name="questionnaire"),
]
