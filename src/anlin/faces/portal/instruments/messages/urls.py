"""Addresses of the desk."""

from django.urls import path

from anlin.faces.portal.instruments.messages import views

urlpatterns = [
    path("", views.Messages.as_view(), name="messages"),
    path("card/", views.UnreadCard.as_view(), name="messages_card"),
    path("<str:ref>/", views.Message.as_view(), name="message"),
]
