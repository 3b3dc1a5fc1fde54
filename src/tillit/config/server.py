"""How gunicorn runs Tillit: `gunicorn -c python:tillit.config.server tillit.config.wsgi`."""

import threading
from typing import Any

from tillit.config.environment import flag
from tillit.config.logs import logging_settings

workers = 2
preload_app = True  # what is broken stops the start, not the first visitor
control_socket_disable = True
logconfig_dict = logging_settings("INFO")  # gunicorn's own lines too: JSON, without query strings


def post_worker_init(_worker: Any) -> None:
    """With TILLIT_WORK=1 (as in `make run`) each worker also sends mail; claims keep them out of each other's way."""
    if flag("TILLIT_WORK"):
        from tillit.cli.work import now, work_forever

        threading.Thread(target=work_forever, args=(threading.Event(), now), daemon=True).start()
