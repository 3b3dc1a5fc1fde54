"""What waits to be told: mail on its way out, and notices on a person's own page."""

import uuid

from django.db import models
from django.db.models import Q

from tillit.domain.outbox import MailState


class Mail(models.Model):
    """A mail to one address about one event, from when it was posted and for ever; only its body goes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.CharField(max_length=200)  # what happened, as "invitation:<id>": told once to each address
    recipient = models.EmailField()  # normalised: lower case
    channel = models.CharField(max_length=10, default="mail")
    person = models.ForeignKey("store.Person", on_delete=models.PROTECT, null=True, related_name="mails")
    subject = models.CharField(max_length=200)
    body = models.BinaryField(null=True)  # a letter as JSON, sealed with the house key; null when it has left
    state = models.CharField(max_length=10, default=MailState.QUEUED)
    urgent = models.BooleanField(default=False)  # never waits for the daily mail, and goes first
    daily = models.BooleanField(default=False)  # may be gathered with others into one mail a day
    gathered_in = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="gathered")
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()  # not tried before
    useful_until = models.DateTimeField(null=True)  # pointless after, as a code to log in with
    claimed_at = models.DateTimeField(null=True)
    claimed_by = models.UUIDField(null=True)  # the attempt that has it
    sent_at = models.DateTimeField(null=True)
    message_id = models.CharField(max_length=320, unique=True)  # the same at every attempt
    uncertain = models.BooleanField(
        default=False
    )  # may have been delivered more than once; kept after sending
    last_problem = models.CharField(max_length=40, blank=True)  # a kind of error; never an address or a text

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "recipient", "channel"], name="mail_once"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in MailState]), name="mail_state"
            ),
            models.CheckConstraint(
                condition=Q(state=MailState.SENT.value, sent_at__isnull=False, body=None)
                | (~Q(state=MailState.SENT.value) & Q(sent_at=None)),
                name="mail_sent_is_dated_and_empty",
            ),
            models.CheckConstraint(
                condition=Q(state=MailState.GATHERED.value, gathered_in__isnull=False)
                | (~Q(state=MailState.GATHERED.value) & Q(gathered_in=None)),
                name="mail_gathered_in_another",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_at"], name="mail_due")]


class Notice(models.Model):
    """A line on a person's own page: what happened or waits, where to go and by when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("store.Person", on_delete=models.PROTECT, related_name="notices")
    event = models.CharField(max_length=200)
    at = models.DateTimeField()
    kind = models.CharField(max_length=40)
    text = models.CharField(max_length=300)
    link = models.CharField(max_length=300)  # a path of our own
    due = models.DateField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="notice_once")]
        indexes = [models.Index(fields=["person", "read_at", "-at"], name="notice_by_person")]
