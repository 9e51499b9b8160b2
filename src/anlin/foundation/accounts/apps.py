"""The accounts room as Django sees it."""

from django.apps import AppConfig


class Accounts(AppConfig):
    name = "anlin.foundation.accounts"
