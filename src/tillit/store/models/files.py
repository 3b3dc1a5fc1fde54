"""Files: content once by its hash, and the places where it is attached."""

import uuid

from django.db import models
from django.db.models import Q

from tillit.store.models.cases import Writing
from tillit.store.models.drafts import Draft
from tillit.store.models.organisations import Organisation
from tillit.store.models.people import Person


class Blob(models.Model):
    """Content in the file store. In an own space it is sealed, and the hash is of the sealed bytes."""

    digest = models.CharField(max_length=64, primary_key=True)  # SHA-256 of what is stored
    size = models.PositiveBigIntegerField()  # bytes as stored
    kept_at = models.DateTimeField()


class Attachment(models.Model):
    """A file with a name in one place: an organisation's profile, a draft, or a text in a case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="attachments")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="attachments"
    )  # on the profile
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, null=True, related_name="attachments")
    writing = models.ForeignKey(Writing, on_delete=models.PROTECT, null=True, related_name="attachments")
    kind = models.CharField(max_length=10, default="other")  # statutes, accounts, other
    name = models.CharField(max_length=700)  # in a draft: sealed, as base64
    mime = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()  # bytes as sent
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, draft=None, writing=None)
                | Q(organisation=None, draft__isnull=False, writing=None)
                | Q(organisation=None, draft=None, writing__isnull=False),
                name="attachment_one_place",
            )
        ]
