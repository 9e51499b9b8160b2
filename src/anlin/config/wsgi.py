"""The WSGI entry for any application server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anlin.config.settings.production")

application = get_wsgi_application()

from django.db import connections  # noqa: E402

from anlin.config import house, logs  # noqa: E402  (rooms can be imported only now)

logs.to_json_lines()
house.close()
# The look at the keys used this thread's connection, and no request will.
connections.close_all()
