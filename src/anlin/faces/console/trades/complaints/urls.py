"""Addresses of the desk of complaints."""

from django.urls import path

from anlin.faces.console.trades.complaints import detail, learning, steps
from anlin.faces.console.trades.complaints import list as listing

urlpatterns = [
    path("", listing.Complaints.as_view(), name="complaints"),
    path("figures/", listing.Figures.as_view(), name="complaint_figures"),
    path("procedure/", learning.SetProcedure.as_view(), name="complaint_procedure"),
    path("corrected/", learning.Corrections.as_view(), name="corrections"),
    path("corrected/<int:pk>/", learning.OneAnnouncement.as_view(), name="correction"),
    path("of/<int:pk>/", detail.OfCase.as_view(), name="complaint_of_case"),
    path("<int:pk>/", detail.Detail.as_view(), name="complaint"),
    path("<int:pk>/see/", steps.See.as_view(), name="complaint_see"),
    *[
        path(f"<int:pk>/{name}/", page.as_view(), name=f"complaint_{name}")
        for name, page in steps.PAGES.items()
    ],
]
