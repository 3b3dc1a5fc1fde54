"""How a case ended, or went on: each time with reasons and what the other side can do next."""

import uuid

from django.db import models

from tillit.store.models.cases import Case
from tillit.store.models.organisations import Organisation
from tillit.store.models.people import Person


class Ending(models.Model):
    """A way out that a side took. Never changed: a case that is opened again may get another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="endings")
    way = models.CharField(max_length=20)  # domain.endings.Way
    reasons = models.TextField()
    next_steps = models.TextField()
    reference = models.CharField(max_length=120)  # to the decision, as the authority writes it; "" when none
    from_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )  # who withdrew; null: the authority's side
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="ending_by_case")]
