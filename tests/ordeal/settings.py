"""The local settings with the ordeal's own job and reaction; only for processes started by tests."""

import os

from anlin.config.settings.local import *  # noqa: F403
from anlin.config.settings.local import DATABASES, INSTALLED_APPS

# The load is heavier than any program may be.
REQUESTS_A_MINUTE = DEEDS_A_MINUTE = 1_000_000_000
INSTALLED_APPS = [*INSTALLED_APPS, "ordeal.house.House"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if not DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # A machine that is busy with killing writes slowly; the ordeal is about what is written.
    DATABASES["default"]["OPTIONS"]["timeout"] = float(os.environ.get("ORDEAL_BUSY_SECONDS", "60"))
KEYS_FRESH_FOR = 0.1
