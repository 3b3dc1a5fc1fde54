"""What an authority has entered for an organisation that came by paper, telephone or at a meeting."""

import uuid

from django.db import models
from django.db.models import Q

from tillit.store.models.cases import Case, Writing
from tillit.store.models.dialogue import Message
from tillit.store.models.organisations import Organisation
from tillit.store.models.people import Person


class Entered(models.Model):
    """That a message or a text of an organisation was entered by a case officer: how and when it came."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="entered")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    message = models.OneToOneField(Message, on_delete=models.PROTECT, null=True, related_name="entered")
    writing = models.OneToOneField(Writing, on_delete=models.PROTECT, null=True, related_name="entered")
    channel = models.CharField(max_length=10)
    came_on = models.DateField()
    officer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(message=None, writing__isnull=False) | Q(message__isnull=False, writing=None),
                name="entered_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=["letter", "telephone", "meeting", "mail"]), name="entered_channel"
            ),
        ]


class EnteredAnswer(models.Model):
    """What the organisation says of it: that it is right, or what is wrong. Each answer is kept, the last one holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entered = models.ForeignKey(Entered, on_delete=models.PROTECT, related_name="answers")
    right = models.BooleanField()
    remark = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(right=True) | ~Q(remark=""), name="entered_wrong_says_what")
        ]
