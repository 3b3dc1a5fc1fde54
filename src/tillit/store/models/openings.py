"""Open invitations: an authority asks organisations for ideas around a challenge, and who answered."""

import uuid

from django.db import models

from tillit.store.models.authorities import Authority, Board
from tillit.store.models.cases import Case
from tillit.store.models.organisations import Organisation


class Opening(models.Model):
    """An open invitation at a board. Once published, its text stays as it is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="openings")
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="openings")
    title = models.CharField(max_length=200)
    challenge = models.TextField()
    who_may = models.TextField()
    last_day = models.DateField()  # in Sweden; the whole day counts
    changed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)  # before its last day
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["authority", "-changed_at"], name="opening_by_house")]


class OpeningAnswer(models.Model):
    """An organisation's answer: the case that its idea became. One for each organisation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    opening = models.ForeignKey(Opening, on_delete=models.PROTECT, related_name="answers")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="opening_answer")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["opening", "organisation"], name="opening_answered_once")
        ]
