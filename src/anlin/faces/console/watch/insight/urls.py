"""Addresses of the desk of hot issues."""

from django.urls import path

from anlin.faces.console.watch.insight import issues, report

urlpatterns = [
    path("", issues.Issues.as_view(), name="hot_issues"),
    path("loop/", report.Report.as_view(), name="loop"),
    path("<int:pk>/", issues.Issue.as_view(), name="hot_issue"),
    path("<int:pk>/cause/", issues.OpenCause.as_view(), name="hot_issue_cause"),
]
