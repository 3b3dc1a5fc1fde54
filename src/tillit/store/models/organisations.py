"""Civil-society organisations: profile, signatories and the key of their own space."""

import uuid

from django.db import models
from django.db.models import Q


class Organisation(models.Model):
    """An association or other organisation. Its profile is filled in once and reused."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=10, unique=True)  # ten digits
    sole_trader = models.BooleanField(default=False)  # then the number is a personal number: never shown
    name = models.CharField(max_length=200)
    legal_form = models.CharField(max_length=40)
    purpose = models.TextField(max_length=4000, blank=True)
    seat = models.CharField(max_length=100, blank=True)
    contact = models.EmailField(blank=True)
    registered_public_benefit = models.BooleanField(null=True)  # Kammarkollegiet; never demanded
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()


class Signatory(models.Model):
    """Someone who may sign for the organisation, alone or together, and where that is written."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="signatories")
    title = models.CharField(max_length=100)  # the role, as "ordförande"
    email = models.EmailField(blank=True)
    manner = models.CharField(max_length=10, default="together")  # or "alone"
    source = models.CharField(max_length=200)  # the minutes that say so
    valid_from = models.DateField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(manner__in=["alone", "together"]), name="signatory_manner"),
        ]


class SpaceKey(models.Model):
    """The key of an organisation's own space, wrapped with the key of the installation."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, primary_key=True, related_name="space_key"
    )
    wrapped = models.BinaryField()
