"""The server's entry point, for gunicorn or any other WSGI server."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tillit.config.settings")

application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 read at the start, so that a broken address is noticed there
