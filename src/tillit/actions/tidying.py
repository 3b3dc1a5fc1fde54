"""What is cleared away when its time is out. A job, not an act by a person: no entry in the trail."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session

from tillit.domain.access import NOTHING
from tillit.domain.actors import Actor
from tillit.queries.gate import check

#: How often is enough.
EVERY = timedelta(hours=6)


def forget_sessions(*, actor: Actor, at: datetime) -> int:
    """Delete the sessions whose time is out. Returns how many. Raises NotAllowed for anyone but the operator."""
    check("job.run", actor, NOTHING, at)
    count, _by_table = Session.objects.filter(expire_date__lt=at).delete()
    return count
