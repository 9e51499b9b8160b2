"""The WSGI entry for any application server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anlin.config.settings.production")

application = get_wsgi_application()

from anlin.config import house  # noqa: E402  (rooms can be imported only now)

house.close()
