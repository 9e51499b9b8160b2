"""The production settings with the ordeal's own job and reaction; only for processes started by tests."""

from django.conf import global_settings

from anlin.config.settings.production import *  # noqa: F403
from anlin.config.settings.production import INSTALLED_APPS

# The load is heavier than any program may be.
REQUESTS_A_MINUTE = DEEDS_A_MINUTE = 1_000_000_000
INSTALLED_APPS = [*INSTALLED_APPS, "ordeal.house.House"]
# The scene was made with the hasher of the tests.
PASSWORD_HASHERS = [
    *global_settings.PASSWORD_HASHERS,
    "django.contrib.auth.hashers.MD5PasswordHasher",
]
