"""Cases, their parties, and the texts in the internal, shared and public spaces."""

import uuid

from django.db import models
from django.db.models import Q

from tillit.store.models.authorities import Authority, Board
from tillit.store.models.organisations import Organisation
from tillit.store.models.people import Person


class Case(models.Model):
    """Something that an authority and organisations work on together."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="cases")
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="cases")
    year = models.PositiveSmallIntegerField(null=True)  # with the number: the registration number
    number = models.PositiveIntegerField(
        null=True
    )  # null only in cases older than these, until they get theirs
    title = models.CharField(max_length=200)
    opened_at = models.DateTimeField()  # and registered
    closed_at = models.DateTimeField(null=True)
    officer = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+"
    )  # the case officer who is responsible
    acknowledged_at = models.DateTimeField(null=True)  # when the authority last confirmed what it had got
    answer_by = models.DateField(null=True)  # the day it then promised an answer by
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "year", "number"], name="case_registered_once")
        ]
        indexes = [
            models.Index(fields=["authority", "board", "-opened_at"], name="case_by_board"),
            models.Index(fields=["authority", "-opened_at"], name="case_by_authority"),
            models.Index(fields=["authority", "board"], condition=Q(closed_at=None), name="case_open"),
        ]


class Handover(models.Model):
    """A case goes from one case officer to another, or gets its first."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="handovers")
    before = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    after = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")


class Party(models.Model):
    """An organisation's part in a case; the authority's part is the case's board."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="parties")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "organisation"], condition=Q(left_at=None), name="party_once"
            )
        ]


class Writing(models.Model):
    """A text in a case: internal to the authority, shared by the parties, or public."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="writings")
    space = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    body = models.TextField()
    version = models.PositiveIntegerField(default=1)
    from_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )  # whose text it is; null: the authority's
    placed_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(space__in=["internal", "shared", "public"]), name="writing_space"
            ),
            models.CheckConstraint(
                condition=~Q(space="internal", from_organisation__isnull=False), name="writing_internal_own"
            ),
        ]
        indexes = [models.Index(fields=["case", "space"], name="writing_by_case")]


class WritingVersion(models.Model):
    """An earlier wording of a text, in the space where it then was."""

    id = models.BigAutoField(primary_key=True)
    writing = models.ForeignKey(Writing, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    space = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    body = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["writing", "version"], name="writing_version_once")]
