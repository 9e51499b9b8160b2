"""Addresses of the desk."""

from django.urls import path

from anlin.faces.portal.trades.services import deeds, views

urlpatterns = [
    path("", views.Services.as_view(), name="services"),
    path("new/", deeds.File.as_view(), name="service_new"),
    path("<int:pk>/", views.Service.as_view(), name="service"),
    path("<int:pk>/remark/", deeds.Remark.as_view(), name="service_remark"),
    path("<int:pk>/agree/", deeds.Agree.as_view(), name="service_agree"),
    path("<int:pk>/accept/", deeds.Accept.as_view(), name="service_accept"),
    path("<int:pk>/demand/", deeds.Demand.as_view(), name="service_demand"),
    path("<int:pk>/withdraw/", deeds.Withdraw.as_view(), name="service_withdraw"),
]
