"""Addresses of the desk `estate`."""

from django.urls import path

from anlin.faces.console.ground.estate import buildings, panels, plan, projects, spaces, units

app_name = "estate"
urlpatterns = [
    path("", projects.Profile.as_view(), name="project"),
    path("open/", projects.Open.as_view(), name="open_project"),
    path("profile/", projects.Edit.as_view(), name="edit_profile"),
    path("milestones/", projects.SetMilestone.as_view(), name="set_milestone"),
    path("schedules/", projects.KeepSchedule.as_view(), name="keep_schedule"),
    path("buildings/", buildings.Buildings.as_view(), name="buildings"),
    path("buildings/new/", buildings.Add.as_view(), name="add_building"),
    path("buildings/<int:pk>/", plan.StackPlan.as_view(), name="plan"),
    path("buildings/<int:pk>/entrances/", buildings.AddEntrance.as_view(), name="add_entrance"),
    path("buildings/<int:pk>/units/", buildings.AddUnits.as_view(), name="add_units"),
    path("units/<int:pk>/", units.UnitPage.as_view(), name="unit"),
    path("units/<int:pk>/panel/", panels.AtTheSide.as_view(), name="unit_panel"),
    path("units/<int:pk>/holders/", panels.Holders.as_view(), name="unit_holders"),
    path("units/<int:pk>/matters/", panels.Matters.as_view(), name="unit_matters"),
    path("units/<int:pk>/step/", units.TakeStep.as_view(), name="unit_step"),
    path("units/<int:pk>/move-in/", units.MoveIn.as_view(), name="move_in"),
    path("units/<int:pk>/correct/", units.Correct.as_view(), name="correct_unit"),
    path("spaces/", spaces.Spaces.as_view(), name="spaces"),
    path("spaces/new/", spaces.Add.as_view(), name="add_space"),
    path("spaces/<int:pk>/", spaces.SpacePage.as_view(), name="space"),
    path("spaces/<int:pk>/upkeep/", spaces.Treat.as_view(), name="treat"),
]
