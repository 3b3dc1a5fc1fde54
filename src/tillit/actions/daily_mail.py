"""The day's mail: what has come to a person since yesterday leaves as one letter."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from tillit.actions.posting import new_mail
from tillit.domain.outbox import MailState, daily_letter
from tillit.store.models import Mail, Person

#: Where the day's mail leads: a person's own page.
MY_PAGE = "/min-sida/"


def gather_daily(*, at: datetime) -> int:
    """Make one mail of what is due to each person who wants one a day. Returns how many were gathered."""
    fresh = Mail.objects.filter(daily=True, state=MailState.QUEUED, attempts=0, due_at__lte=at)
    many = (
        fresh.values("person", "recipient")
        .annotate(number=Count("pk"))
        .filter(number__gt=1)
        .order_by("person")
    )
    return sum(_gather(person=row["person"], recipient=row["recipient"], at=at) for row in list(many))


@transaction.atomic
def _gather(*, person: UUID, recipient: str, at: datetime) -> int:
    """Put a person's letters in one, in one transaction; what another worker has taken is left to it."""
    fresh = Mail.objects.filter(daily=True, state=MailState.QUEUED, attempts=0, due_at__lte=at)
    mine = list(
        fresh.filter(person=person, recipient=recipient).order_by("created_at", "pk").select_for_update()
    )
    if len(mine) < 2:
        return 0
    letter = daily_letter([mail.subject for mail in mine], MY_PAGE)
    whole = new_mail(event=f"daily:{mine[0].pk}", to=recipient, letter=letter, at=at)
    whole.person = Person(pk=person)
    whole.save(force_insert=True)
    return Mail.objects.filter(pk__in=[mail.pk for mail in mine]).update(
        state=MailState.GATHERED, gathered_in=whole, body=None
    )
