"""The settings of Tillit's server with one page more: the empty one."""

from tillit.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
WSGI_APPLICATION = "django.core.wsgi.get_wsgi_application"
