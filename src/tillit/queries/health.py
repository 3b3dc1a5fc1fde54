"""Whether the installation is well: the database answers, and no letter has waited too long."""

from datetime import datetime, timedelta

from django.db import DatabaseError

from tillit.store.models import Mail

LONGEST_WAIT = timedelta(minutes=15)


def health_of(*, at: datetime) -> dict[str, bool]:
    """{"ok", "database", "outbox"}: what monitoring asks for. Says nothing about content."""
    try:
        late = Mail.objects.filter(state="queued", attempts=0, due_at__lt=at - LONGEST_WAIT).exists()
    except DatabaseError:
        return {"ok": False, "database": False, "outbox": False}
    return {"ok": not late, "database": True, "outbox": not late}
