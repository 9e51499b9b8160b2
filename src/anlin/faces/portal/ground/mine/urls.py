"""Addresses of the desk."""

from django.urls import path

from anlin.faces.portal.ground.mine import views

urlpatterns = [
    path("", views.Mine.as_view(), name="mine"),
    path("phone/", views.NewPhone.as_view(), name="new_phone"),
    path("phone/<int:pk>/not-me/", views.NotMe.as_view(), name="not_me"),
    path("data/", views.OwnData.as_view(), name="own_data"),
    path("consents/", views.Consents.as_view(), name="consents"),
]
