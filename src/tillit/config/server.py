"""How gunicorn runs Tillit: `gunicorn -c python:tillit.config.server tillit.config.wsgi`."""

from tillit.config.logs import logging_settings

workers = 2
preload_app = True  # what is broken stops the start, not the first visitor
control_socket_disable = True
logconfig_dict = logging_settings("INFO")  # gunicorn's own lines too: JSON, without query strings
