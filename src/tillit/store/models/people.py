"""People, the roles they hold and the invitations to hold them."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q

from tillit.domain.roles import AUTHORITY_ROLES, ORGANISATION_ROLES, ROLE_NAMES


class Person(AbstractBaseUser):
    """Someone who logs in. Has an address and, if they wish, a name; never a personal number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)  # normalised: lower case
    name = models.CharField(max_length=100, blank=True)
    digest = models.CharField(max_length=10, default="immediate")  # or "daily"
    session_epoch = models.PositiveIntegerField(default=0)  # raised when a role ends: sessions end with it
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(
        default=1
    )  # acts on a person stand in several chains: this orders them
    joined_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(digest__in=["immediate", "daily"]), name="person_digest"),
        ]


def one_home(name: str) -> models.CheckConstraint:
    """A role belongs to an organisation or to an authority, and fits the one it belongs to."""
    organisation = Q(
        organisation__isnull=False, authority=None, board=None, role__in=sorted(ORGANISATION_ROLES)
    )
    authority = Q(organisation=None, authority__isnull=False, role__in=sorted(AUTHORITY_ROLES))
    return models.CheckConstraint(condition=organisation | authority, name=name)


class RoleGrant(models.Model):
    """A role that a person holds, from when to when; never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=30, choices=[(role.value, name) for role, name in ROLE_NAMES.items()])
    organisation = models.ForeignKey(
        "store.Organisation", on_delete=models.PROTECT, null=True, related_name="grants"
    )
    authority = models.ForeignKey(
        "store.Authority", on_delete=models.PROTECT, null=True, related_name="grants"
    )
    board = models.ForeignKey("store.Board", on_delete=models.PROTECT, null=True, related_name="grants")
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_home("grant_one_home"),
            models.UniqueConstraint(
                fields=["person", "role", "organisation", "authority", "board"],
                condition=Q(withdrawn_at=None),
                nulls_distinct=False,
                name="grant_once",
            ),
            models.CheckConstraint(condition=~Q(granted_by=models.F("person")), name="grant_not_to_oneself"),
        ]


class Invitation(models.Model):
    """An offer of one role to one address, used once; only the hash of its secret is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField()
    role = models.CharField(max_length=30)
    organisation = models.ForeignKey(
        "store.Organisation", on_delete=models.PROTECT, null=True, related_name="invitations"
    )
    authority = models.ForeignKey(
        "store.Authority", on_delete=models.PROTECT, null=True, related_name="invitations"
    )
    board = models.ForeignKey("store.Board", on_delete=models.PROTECT, null=True, related_name="+")
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_home("invitation_one_home"),
            models.CheckConstraint(
                condition=Q(used_at=None, used_by=None) | Q(used_at__isnull=False, used_by__isnull=False),
                name="invitation_used_by_someone",
            ),
        ]
