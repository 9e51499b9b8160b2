"""Addresses of the desk `staff`."""

from django.urls import path

from anlin.faces.console.ground.staff import (
    departments,
    list,  # noqa: A004  (the list of this desk)
    rights,
    roster,
    staff,
)

app_name = "staff"
urlpatterns = [
    path("", list.StaffList.as_view(), name="list"),
    path("hire/", list.Hire.as_view(), name="hire"),
    path("departments/", departments.Tree.as_view(), name="departments"),
    path("departments/new/", departments.Open.as_view(), name="open_department"),
    path("departments/<int:pk>/", departments.Rename.as_view(), name="rename_department"),
    path("departments/<int:pk>/posts/", departments.OpenPost.as_view(), name="open_post"),
    path("posts/<int:pk>/stand-in/", departments.AddStandIn.as_view(), name="stand_in"),
    path("stand-ins/<int:pk>/stop/", departments.StopStandIn.as_view(), name="stop_stand_in"),
    path("roster/", roster.Roster.as_view(), name="roster"),
    path("roster/plan/", roster.Plan.as_view(), name="plan_shift"),
    path("roster/<int:pk>/strike/", roster.Strike.as_view(), name="strike_shift"),
    path("roles/", rights.Matrix.as_view(), name="rights"),
    path("roles/<slug:code>/", rights.Define.as_view(), name="define_role"),
    path("grants/<int:pk>/revoke/", rights.Revoke.as_view(), name="revoke"),
    path("holdings/<int:pk>/relieve/", staff.Relieve.as_view(), name="relieve"),
    path("<int:pk>/", staff.StaffPage.as_view(), name="member"),
    path("<int:pk>/appoint/", staff.Appoint.as_view(), name="appoint"),
    path("<int:pk>/grant/", rights.Give.as_view(), name="grant"),
    path("<int:pk>/account/", staff.GiveAccount.as_view(), name="give_account"),
    path("<int:pk>/phone/", staff.SetPhone.as_view(), name="set_phone"),
    path("<int:pk>/leave/", staff.Leave.as_view(), name="leave"),
]
