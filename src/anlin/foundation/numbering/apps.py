"""The numbering room as Django sees it."""

from django.apps import AppConfig


class Numbering(AppConfig):
    name = "anlin.foundation.numbering"
