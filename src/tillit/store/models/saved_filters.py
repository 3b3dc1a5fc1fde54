"""What someone has saved to find cases by."""

import uuid

from django.db import models
from django.db.models import Q

from tillit.store.models.people import Person


class SavedFilter(models.Model):
    """A person's own filters under a name. When it is removed nothing but the row is left of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="saved_filters")
    name = models.CharField(max_length=60, blank=True)
    query = models.TextField(blank=True)  # as in the address of the list
    saved_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "name"], condition=Q(removed_at=None), name="saved_filter_named_once"
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None) | Q(name="", query=""), name="saved_filter_removed_is_empty"
            ),
        ]
