"""Addresses behind the codes of signs, and behind secret links."""

from django.urls import path

from anlin.faces.portal.trades.signs import views

urlpatterns = [
    path("at/<str:code>/", views.AtSign.as_view(), name="sign"),
    path("at/<str:code>/thanks/", views.Thanks.as_view(), name="sign_thanks"),
    path("follow/<str:secret>/", views.Followed.as_view(), name="followed"),
    path("follow/<str:secret>/words/", views.AddWords.as_view(), name="followed_words"),
]
