"""What the parties of a case say to each other: messages, meetings, and the notes that they confirm."""

import uuid

from django.db import models
from django.db.models import Q

from tillit.store.models.cases import Case
from tillit.store.models.organisations import Organisation


class Message(models.Model):
    """A message to all parties of a case. Never changed: it is a public record from the moment it is sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="messages")
    from_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )  # whose message it is; null: the authority's
    body = models.TextField()
    sent_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case", "-sent_at"], name="message_by_case")]


class Meeting(models.Model):
    """A meeting that one side has proposed to all the others."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="meetings")
    from_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )  # who proposed it; null: the authority
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=300)
    participants = models.TextField()  # by role; names are not asked for
    agenda = models.TextField()
    proposed_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["case", "-starts_at"], name="meeting_by_case")]


class Notes(models.Model):
    """The notes of a meeting, in the wording that stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="notes")
    body = models.TextField()
    version = models.PositiveIntegerField(default=1)
    from_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )  # whose wording it is; null: the authority's
    changed_at = models.DateTimeField()


class NotesVersion(models.Model):
    """An earlier wording of the notes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notes = models.ForeignKey(Notes, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    body = models.TextField()
    from_organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notes", "version"], name="notes_version_once")]


class NotesConfirmation(models.Model):
    """One side has confirmed one wording of the notes. It stays, but counts only while that wording stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notes = models.ForeignKey(Notes, on_delete=models.PROTECT, related_name="confirmations")
    version = models.PositiveIntegerField()  # of the notes
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )  # null: the authority
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["notes", "version", "organisation"], name="notes_confirmed_once_by_organisation"
            ),
            models.UniqueConstraint(
                fields=["notes", "version"],
                condition=Q(organisation=None),
                name="notes_confirmed_once_by_authority",
            ),
        ]
