"""Addresses of the desk of asking afterwards."""

from django.urls import path

from anlin.faces.console.trades.callbacks import figures, reviews, worklist

urlpatterns = [
    path("", worklist.Worklist.as_view(), name="callbacks"),
    path("<int:pk>/attempt/", worklist.Attempt.as_view(), name="callback_attempt"),
    path("<int:pk>/unreached/", worklist.Unreached.as_view(), name="callback_unreached"),
    path("visits/", worklist.DoorVisits.as_view(), name="callback_visits"),
    path("reviews/", reviews.Reviews.as_view(), name="callback_reviews"),
    path("reviews/<int:review>/decide/", reviews.Decide.as_view(), name="callback_decide"),
    path("satisfaction/", figures.Satisfaction.as_view(), name="callback_satisfaction"),
]
