"""The audit room as Django sees it."""

from django.apps import AppConfig


class Audit(AppConfig):
    name = "anlin.foundation.audit"
