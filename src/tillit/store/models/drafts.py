"""The organisation's own space: encrypted, and in tables that no query for officials touches."""

import uuid

from django.db import models

from tillit.store.models.cases import Writing
from tillit.store.models.organisations import Organisation
from tillit.store.models.people import Person


class Draft(models.Model):
    """A text in an organisation's own space. Title and body are sealed with the key of the space."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="drafts")
    content = models.BinaryField()  # sealed JSON {"title", "body"}; of an initiative also its parts
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    thrown_at = models.DateTimeField(null=True)  # in the waste-basket; can be taken back


class DraftVersion(models.Model):
    """An earlier wording of a draft, sealed as it was."""

    id = models.BigAutoField(primary_key=True)
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    content = models.BinaryField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "version"], name="draft_version_once")]


class DraftSharing(models.Model):
    """Where a draft has gone: the text that it became in a case, and the version that was sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="sharings")
    writing = models.OneToOneField(Writing, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
