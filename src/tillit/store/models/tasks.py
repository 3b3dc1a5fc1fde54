"""What someone has to do in a case by a day, and the lists of a board that such tasks are copied from."""

import uuid

from django.db import models
from django.db.models import Q

from tillit.store.models.authorities import Board
from tillit.store.models.cases import Case
from tillit.store.models.organisations import Organisation
from tillit.store.models.people import Person


class StandardTask(models.Model):
    """A task that a board gives in each of its cases, so many days after registration."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="standard_tasks")
    title = models.CharField(max_length=200)
    whose = models.CharField(max_length=10)
    days = models.PositiveSmallIntegerField()
    ended_at = models.DateTimeField(null=True)  # taken off the list; the tasks it has given stay
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(whose__in=["internal", "board", "parties"]), name="standard_task_whose"
            )
        ]


class Task(models.Model):
    """A task in a case: of a party, of a case officer, or of the board when neither is said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tasks")
    space = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    due = models.DateField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    officer = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    from_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )  # who gave it; null: the authority
    standard = models.ForeignKey(StandardTask, on_delete=models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(space__in=["internal", "shared"]), name="task_space"),
            models.CheckConstraint(condition=Q(organisation=None) | Q(officer=None), name="task_one_owner"),
            models.CheckConstraint(
                condition=Q(space="shared") | Q(organisation=None, from_organisation=None),
                name="task_internal_own",
            ),
            models.UniqueConstraint(
                fields=["case", "standard", "organisation"],
                condition=Q(standard__isnull=False),
                name="task_copied_once_to_party",
            ),
            models.UniqueConstraint(
                fields=["case", "standard"],
                condition=Q(standard__isnull=False, organisation=None),
                name="task_copied_once_to_board",
            ),
        ]
        indexes = [models.Index(fields=["case", "due"], name="task_by_case")]
