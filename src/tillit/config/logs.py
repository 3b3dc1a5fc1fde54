"""Log lines as JSON without personal data: no query strings, no addresses, no values from exceptions."""

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any


class JsonLines(logging.Formatter):
    """Writes one JSON object per log record."""

    def format(self, record: logging.LogRecord) -> str:
        """Turn a record into a line; an exception gives its type and places, never its message."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage().partition("?")[0],
        }
        status = getattr(record, "status_code", None)
        if status is not None:
            line["status"] = status
        if record.exc_info and record.exc_info[0]:
            line["exception"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])
            line["at"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        return json.dumps(line, ensure_ascii=False)


def logging_settings(level: str) -> dict[str, Any]:
    """Return the logging configuration: everything as JSON lines to standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonLines}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
            "django.template": {"level": "INFO"},
            "gunicorn": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
            "gunicorn.error": {"level": "WARNING"},
            "gunicorn.access": {"level": "CRITICAL"},
            "tillit": {"handlers": ["stderr"], "level": level, "propagate": False},
        },
    }
