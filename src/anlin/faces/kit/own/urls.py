"""Addresses of the kit: signing in, the beginning, the choices of a person about their screen."""

from django.urls import include, path
from django.views.i18n import set_language

from anlin.faces.kit.own import views

urlpatterns = [
    path("accounts/start/", views.start, name="start"),
    path("accounts/large-type/", views.elder, name="elder"),
    path("accounts/shared-computer/", views.share, name="share"),
    path("accounts/lock/", views.lock, name="lock"),
    path("accounts/unlock/", views.unlock, name="unlock"),
    path("accounts/project/", views.choose_project, name="choose_project"),
    path("accounts/language/", set_language, name="set_language"),
    path("accounts/two-factor/", include("allauth.mfa.urls")),
    path("accounts/sessions/", include("allauth.usersessions.urls")),
    path("accounts/", include("allauth.account.urls")),
]
