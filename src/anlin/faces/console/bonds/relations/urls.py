"""Addresses of the desk of visits and opinions."""

from django.urls import path

from anlin.faces.console.bonds.relations import activities, leading, voices

urlpatterns = [
    path("", activities.Activities.as_view(), name="activities"),
    path("plan/", activities.Plan.as_view(), name="activity_plan"),
    path("of/<int:pk>/", voices.OfCase.as_view(), name="voice_of_case"),
    path("voices/", voices.Voices.as_view(), name="voices"),
    *[
        path(f"voices/<int:pk>/{name}/", page.as_view(), name=f"voice_{name}")
        for name, page in voices.STEPS.items()
    ],
    path("silent/", voices.Silent.as_view(), name="silent_owners"),
    path("drives/", leading.Drives.as_view(), name="drives"),
    path("drives/open/", leading.OpenDrive.as_view(), name="drive_open"),
    path("drives/<int:pk>/", leading.OneDrive.as_view(), name="drive"),
    path("drives/<int:pk>/conclude/", leading.Conclude.as_view(), name="drive_conclude"),
    path("measures/", leading.Measures.as_view(), name="measures"),
    path("measures/take/", leading.TakeMeasure.as_view(), name="measure_take"),
    path("measures/<int:pk>/", leading.OneMeasure.as_view(), name="measure"),
    *[
        path(f"measures/<int:pk>/{name}/", page.as_view(), name=f"measure_{name}")
        for name, page in leading.STEPS.items()
    ],
    path("lines/", leading.Lines.as_view(), name="complaint_lines"),
    path("<int:pk>/", activities.Detail.as_view(), name="activity"),
    path("<int:pk>/voice/", activities.NoteVoice.as_view(), name="activity_voice"),
    path("<int:pk>/ask/", activities.Ask.as_view(), name="activity_ask"),
    path("<int:pk>/paper/", activities.Paper.as_view(), name="activity_paper"),
    *[
        path(f"<int:pk>/{name}/", page.as_view(), name=f"activity_{name}")
        for name, page in activities.STEPS.items()
    ],
]
