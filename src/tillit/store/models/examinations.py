"""Examinations of a case, what they rest on, aid that organisations have got, and declarations of conflict."""

import uuid

from django.db import models
from django.db.models import Q

from tillit.store.models.authorities import Authority
from tillit.store.models.cases import Case
from tillit.store.models.organisations import Organisation
from tillit.store.models.people import Person


class Examination(models.Model):
    """One examination: begun, concluded or left out. It is never changed after that, only superseded."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="examinations")
    guide = models.CharField(max_length=40)  # the id in examinations/*.toml
    edition = models.CharField(max_length=20)  # the version of that file
    space = models.CharField(
        max_length=10, default="internal"
    )  # or "shared": then the parties read how it ended
    state = models.CharField(max_length=10, default="begun")
    answers = models.JSONField(default=dict)  # domain/examinations.py: read_answers
    numbers = models.JSONField(default=dict)  # domain/procurement.py: read_typed
    conclusion = models.CharField(max_length=40, blank=True)  # the id of a conclusion; "" when left out
    motivation = models.TextField(blank=True)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")  # who wrote in it last
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    shared_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "guide"], condition=Q(superseded_at=None), name="examination_once"
            ),
            models.CheckConstraint(condition=Q(space__in=["internal", "shared"]), name="examination_space"),
            models.CheckConstraint(
                condition=Q(state="begun", done_at=None, space="internal")
                | (Q(state__in=["concluded", "left_out"], done_at__isnull=False) & ~Q(motivation="")),
                name="examination_reasoned",
            ),
        ]


class ExaminationGround(models.Model):
    """What the authority knows of a case: facts of the question bank, from which examinations are proposed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="examination_ground")
    facts = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")


class Declaration(models.Model):
    """What someone who prepares a case says of their own interest in it. The latest of a person counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="declarations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    conflict = models.BooleanField()
    what = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(conflict=False) | ~Q(what=""), name="declaration_says_what")
        ]


class Aid(models.Model):
    """Aid of minor importance that an organisation has got, as one authority knows it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    giver = models.CharField(max_length=200, blank=True)  # who gave it; "": the authority itself
    given_on = models.DateField()  # the day the right to it arose
    amount = models.BigIntegerField()  # öre
    rate = models.PositiveIntegerField()  # ten-thousandths of a krona for one euro
    rate_on = models.DateField()
    rate_source = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)  # money, premises or staff
    scheme = models.CharField(max_length=10)  # general (2023/2831) or sgei (2023/2832)
    what = models.CharField(max_length=200)
    entered_at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["authority", "organisation", "given_on"], name="aid_by_organisation")]
