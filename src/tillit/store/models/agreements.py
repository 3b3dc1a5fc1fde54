"""The agreement of a case: its sections, every wording that was proposed, who has accepted which, and what was said."""

import uuid

from django.db import models
from django.db.models import Q

from tillit.store.models.cases import Case
from tillit.store.models.organisations import Organisation
from tillit.store.models.people import Person


class Agreement(models.Model):
    """What the parties of a case write together. `order` are its sections' ids, in the order in which they stand.

    Its version counts all that happens to it: a section added or moved, a wording proposed or accepted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="agreements")
    number = models.PositiveIntegerField(default=1)  # the first one of the case, and what changes it later
    order = models.TextField(blank=True)
    started_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="agreement_numbered_once")]


class AgreementSection(models.Model):
    """A section. Its words are the wording that has its version; 0 until one is proposed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="sections")
    key = models.CharField(max_length=60, blank=True)  # of the library of sections; "" for one of their own
    name = models.CharField(max_length=200)  # what it is called until a wording says otherwise
    added_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "key"], condition=~Q(key=""), name="agreement_section_once"
            )
        ]


class SectionWording(models.Model):
    """A wording as it was proposed: each proposal makes a new one, none is ever changed."""

    id = models.BigAutoField(primary_key=True)
    section = models.ForeignKey(AgreementSection, on_delete=models.PROTECT, related_name="wordings")
    version = models.PositiveIntegerField()
    moment = models.PositiveIntegerField()  # the version of the agreement that it made
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    data = models.TextField(blank=True)  # JSON of the figures of a section that has such
    removed = models.BooleanField(default=False)  # proposes that the section be left out
    from_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )  # whose proposal it is; null: the authority's
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["section", "version"], name="section_wording_once")]


class SectionAcceptance(models.Model):
    """A side has accepted a wording that another side proposed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    section = models.ForeignKey(AgreementSection, on_delete=models.PROTECT, related_name="acceptances")
    version = models.PositiveIntegerField()
    moment = models.PositiveIntegerField()  # the version of the agreement that it made
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )  # null: the authority
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["section", "version", "organisation"], name="section_accepted_once"
            ),
            models.UniqueConstraint(
                fields=["section", "version"],
                condition=Q(organisation=None),
                name="section_accepted_once_by_authority",
            ),
        ]


class SectionComment(models.Model):
    """Something said about a section, when it had a certain version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    section = models.ForeignKey(AgreementSection, on_delete=models.PROTECT, related_name="comments")
    version = models.PositiveIntegerField()
    body = models.TextField()
    from_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )  # null: the authority's
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["section", "at"], name="section_comment_by_time")]


class AgreementReading(models.Model):
    """A side has read the whole text back at a version, with what it does not promise, and stands by it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="readings")
    version = models.PositiveIntegerField()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )  # null: the authority
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "version", "organisation"], name="agreement_read_once"
            ),
            models.UniqueConstraint(
                fields=["agreement", "version"],
                condition=Q(organisation=None),
                name="agreement_read_once_by_authority",
            ),
        ]
