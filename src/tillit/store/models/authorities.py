"""Authorities (tenants), their boards and companies, and the identity services they trust."""

import uuid

from django.db import models
from django.db.models import Q


class Authority(models.Model):
    """A municipality or a region: a tenant."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)  # municipality, region
    agreement_word = models.CharField(max_length=20, default="överenskommelse")  # or "avtal"
    guideline = models.CharField(max_length=50)
    theme = models.CharField(max_length=20, default="tillit")
    logo = models.ForeignKey("Blob", on_delete=models.PROTECT, null=True, related_name="+")
    contact = models.EmailField()
    acknowledge_days = models.PositiveSmallIntegerField(default=5)
    answer_days = models.PositiveSmallIntegerField(default=30)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["municipality", "region"]), name="authority_kind"),
            models.CheckConstraint(
                condition=Q(agreement_word__in=["överenskommelse", "avtal"]), name="authority_word"
            ),
        ]


class Register(models.Model):
    """The last registration number of an authority: locked while the next is given (domain/registration.py)."""

    authority = models.OneToOneField(
        Authority, on_delete=models.PROTECT, primary_key=True, related_name="register"
    )
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    at = models.DateTimeField()


class Board(models.Model):
    """A board or a municipal company: legally an authority of its own inside the tenant."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="boards")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, default="board")  # or "company"
    code = models.CharField(max_length=20)
    contact = models.EmailField(blank=True)
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "code"], name="board_code_once"),
            models.CheckConstraint(condition=Q(kind__in=["board", "company"]), name="board_kind"),
        ]


class IdentityProvider(models.Model):
    """An OpenID Connect service that may vouch for the officials of one authority."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="identity_providers")
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=100)
    issuer = models.URLField(unique=True)
    client_id = models.CharField(max_length=200)
    client_secret = models.BinaryField()  # sealed with the house key
    high_acr = models.TextField(blank=True)  # one value a line: counts as assurance level 3
    active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
