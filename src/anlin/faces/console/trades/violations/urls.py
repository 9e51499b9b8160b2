"""Addresses of the desk of violations."""

from django.urls import path

from anlin.faces.console.trades.violations import detail, finding, registers, steps
from anlin.faces.console.trades.violations import list as listing

urlpatterns = [
    path("", listing.Violations.as_view(), name="violations"),
    path("of/<int:pk>/", finding.OfCase.as_view(), name="violation_of_case"),
    path("of/<int:pk>/note/", finding.Find.as_view(), name="violation_note"),
    path("estate-rules/", registers.Rules.as_view(), name="estate_rules"),
    path("estate-rules/publish/", registers.Publish.as_view(), name="estate_rule_publish"),
    path(
        "estate-rules/<int:pk>/version/",
        registers.NextVersion.as_view(),
        name="estate_rule_version",
    ),
    path("versions/<int:pk>/read/", registers.Read.as_view(), name="rule_version_read"),
    path("homes/", registers.FindHome.as_view(), name="appointed_find"),
    path("homes/<int:pk>/", registers.Home.as_view(), name="appointed_places"),
    path("homes/<int:pk>/appoint/", registers.Appoint.as_view(), name="appointed_place"),
    path("contractors/", registers.Contractors.as_view(), name="site_contractors"),
    path("contractors/add/", registers.ListFirm.as_view(), name="site_contractor_add"),
    path("contractors/<int:pk>/entry/", registers.Entry.as_view(), name="site_contractor_entry"),
    path("campaigns/", registers.Campaigns.as_view(), name="campaigns"),
    path("campaigns/add/", registers.NoteCampaign.as_view(), name="campaign_add"),
    path("objections/<int:pk>/rule/", steps.RuleOn.as_view(), name="objection_rule"),
    path("<int:pk>/", detail.Detail.as_view(), name="violation"),
    *[
        path(f"<int:pk>/{name}/", page.as_view(), name=f"violation_{name}")
        for name, page in steps.PAGES.items()
    ],
]
