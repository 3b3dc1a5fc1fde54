"""The joint assessment of a case: pinned guidelines, each side's sealed sheet, the joint view and who confirmed it."""

import uuid

from django.db import models
from django.db.models import Q

from tillit.store.models.cases import Case
from tillit.store.models.organisations import Organisation
from tillit.store.models.people import Person


class PinnedGuideline(models.Model):
    """A guideline's file as it was when an assessment began, kept once for each content."""

    digest = models.CharField(max_length=64, primary_key=True)  # SHA-256 of the text
    guideline = models.CharField(max_length=60)
    edition = models.TextField()  # its version, as the file says
    text = models.TextField()


class CaseAssessment(models.Model):
    """An assessment that all sides of a case make. What follows it supersedes it; nothing else does."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assessments")
    number = models.PositiveIntegerField()
    guideline = models.ForeignKey(PinnedGuideline, on_delete=models.PROTECT, related_name="+")
    law = models.ForeignKey(PinnedGuideline, on_delete=models.PROTECT, related_name="+")
    judged_on = models.DateField()  # the law and the guideline as they stood that day
    started_at = models.DateTimeField()
    reason = models.TextField(blank=True, default="")  # why there is a new one, if it is not the first
    opened_at = models.DateTimeField(null=True)  # when every side had sealed
    joint = models.TextField(blank=True, default="")  # JSON: domain/assessment_sheets.py
    confirmed_at = models.DateTimeField(null=True)
    confirmed_version = models.PositiveIntegerField(null=True)  # the version that every side confirmed
    superseded_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="assessment_numbered_once"),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(confirmed_at=None, superseded_by=None),
                name="assessment_one_under_way",
            ),
        ]


class AnswerSheet(models.Model):
    """One side's answers. Sealed with the side's key until all sides have sealed; then open to all of them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(CaseAssessment, on_delete=models.PROTECT, related_name="sheets")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )  # null: the authority
    content = models.BinaryField()  # sealed JSON; emptied when the sheet is opened
    opened = models.TextField(blank=True, default="")  # the same JSON, from when all have sealed
    sealed_at = models.DateTimeField(null=True)
    sealed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "organisation"], name="sheet_once_a_party"),
            models.UniqueConstraint(
                fields=["assessment"], condition=Q(organisation=None), name="sheet_once_the_authority"
            ),
            models.CheckConstraint(
                condition=Q(opened="") | Q(sealed_at__isnull=False), name="sheet_opened_when_sealed"
            ),
        ]


class JointConfirmation(models.Model):
    """A side confirms the joint view at one version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sheet = models.ForeignKey(AnswerSheet, on_delete=models.PROTECT, related_name="confirmations")
    at_version = models.PositiveIntegerField()  # of the assessment
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "at_version"], name="joint_confirmed_once")]
