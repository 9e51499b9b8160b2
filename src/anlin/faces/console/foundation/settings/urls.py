"""Addresses of the desk `settings`."""

from django.urls import path

from anlin.faces.console.foundation.settings import calendar, lists, machinery, terms, trail

app_name = "settings"
urlpatterns = [
    path("", lists.Channels.as_view(), name="channels"),
    path("channels/<slug:code>/", lists.SwitchChannel.as_view(), name="switch_channel"),
    path("categories/", lists.Categories.as_view(), name="categories"),
    path("categories/new/", lists.AddCategory.as_view(), name="add_category"),
    path("desk/", lists.Desk.as_view(), name="desk"),
    path("calendar/", calendar.Years.as_view(), name="calendar"),
    path("calendar/<int:year>/", calendar.Enter.as_view(), name="enter_year"),
    path("terms/", terms.Terms.as_view(), name="terms"),
    path("terms/<str:code>/", terms.SetTerm.as_view(), name="set_term"),
    path("trail/", trail.Trail.as_view(), name="trail"),
    path("trail/looks/", trail.Looks.as_view(), name="looks"),
    path("jobs/", machinery.Jobs.as_view(), name="jobs"),
    path("jobs/<int:pk>/retry/", machinery.RetryJob.as_view(), name="retry_job"),
    path("letters/<int:pk>/retry/", machinery.RetryLetter.as_view(), name="retry_letter"),
    path("letters/<int:pk>/drop/", machinery.DropLetter.as_view(), name="drop_letter"),
]
