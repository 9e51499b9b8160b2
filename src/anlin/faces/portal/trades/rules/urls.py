"""Addresses of the desk."""

from django.urls import path

from anlin.faces.portal.trades.rules import views

urlpatterns = [path("", views.Rules.as_view(), name="rules")]
