"""One machine, one command: the embedded installation and development."""

import json
import secrets

from anlin.config.settings.base import *  # noqa: F403
from anlin.config.settings.base import HOME

HOME.mkdir(parents=True, exist_ok=True)
_secret = HOME / "secret.json"
if not _secret.exists():
    _secret.touch(mode=0o600)
    _secret.write_text(json.dumps({"secret_key": secrets.token_urlsafe(48)}))
SECRET_KEY = json.loads(_secret.read_text())["secret_key"]
ALLOWED_HOSTS = ["*"]

# Served from where they lie; nothing is collected, and the folder for it does not exist.
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
