"""Goals in the programmes and budgets of an authority."""

import uuid

from django.db import models
from django.db.models import F, Q

from tillit.store.models.authorities import Authority


class Goal(models.Model):
    """A goal that an authority has decided on, for some years. It is never removed: cases are linked to it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="goals")
    programme = models.CharField(max_length=200)  # or the budget
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    reference = models.CharField(max_length=100, blank=True)  # diary number, paragraph
    decided_on = models.DateField(null=True)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    rolled_from = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="rolled_to"
    )  # the goal of the year before that it goes on from; each is rolled once
    ended_at = models.DateTimeField(null=True)  # taken out of use: nothing new is linked to it
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(last_year__gte=F("first_year")), name="goal_years")]
        indexes = [models.Index(fields=["authority", "first_year", "last_year"], name="goal_by_year")]
