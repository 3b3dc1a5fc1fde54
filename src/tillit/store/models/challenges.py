"""The challenge of a case: every wording of it, and who has confirmed which."""

import uuid

from django.db import models
from django.db.models import Q

from tillit.store.models.cases import Case
from tillit.store.models.organisations import Organisation
from tillit.store.models.people import Person


class Challenge(models.Model):
    """What the parties of a case are to meet together. Its text is the wording that has its version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="challenge")
    version = models.PositiveIntegerField(default=1)


class ChallengeVersion(models.Model):
    """A wording, kept as it was written: each save makes a new one, none is ever changed."""

    id = models.BigAutoField(primary_key=True)
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    description = models.TextField(blank=True)
    target_group = models.TextField(blank=True)
    why_together = models.TextField(blank=True)
    known = models.TextField(blank=True)
    goals_json = models.TextField(default="[]")  # programme goals as they read then (domain/challenges.py)
    agenda = models.CharField(max_length=60, blank=True)  # numbers of Agenda 2030's goals: "3 11"
    from_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )  # whose member wrote it; null: the authority's
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["challenge", "version"], name="challenge_version_once")
        ]


class ChallengeConfirmation(models.Model):
    """A side has confirmed a version of a challenge."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="confirmations")
    version = models.PositiveIntegerField()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )  # null: the authority
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["challenge", "version", "organisation"], name="challenge_confirmed_once"
            ),
            models.UniqueConstraint(
                fields=["challenge", "version"],
                condition=Q(organisation=None),
                name="challenge_confirmed_once_by_authority",
            ),
        ]
