"""What is done with an authority: founded by the operator, its facts and its guideline changed."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from tillit.actions.acting import acting
from tillit.actions.homes import Refused
from tillit.actions.invitations import offer
from tillit.domain.actors import Actor
from tillit.domain.authorities import AGREEMENT_WORDS, KINDS, LONGEST_ANSWER, THEMES, slug_of
from tillit.domain.roles import Role
from tillit.queries.guidelines import LAW, guideline
from tillit.store.models import Authority


def found(*, actor: Actor, at: datetime, name: str, kind: str, contact: str, administrator: str) -> UUID:
    """The operator makes an authority and invites its first administrator. Returns its id.

    Raises NotAllowed; Refused with words for the operator; ValueError for an address that is none.
    """
    with acting("authority.found", actor=actor, at=at) as act:
        act.allow()
        _must_be(kind in KINDS, _("Typen ska vara municipality (kommun) eller region."))
        _must_be(0 < len(name.strip()) <= 200, _("Skriv huvudmannens namn."))
        _must_be_address(contact)
        slug = slug_of(name)
        if Authority.objects.filter(slug=slug).exists():
            raise Refused(_("Det finns redan en huvudman som heter så."))
        made = Authority(
            slug=slug, name=name.strip(), kind=kind, guideline=LAW, contact=contact.strip(), created_at=at
        )
        act.changed(made)
        offer(act, role=Role.TENANT_ADMINISTRATOR, email=administrator, authority=made.pk)
        return made.pk


def edit(
    *,
    actor: Actor,
    at: datetime,
    authority: UUID,
    version: int,
    name: str,
    agreement_word: str,
    theme: str,
    contact: str,
    acknowledge_days: int,
    answer_days: int,
) -> None:
    """Change the facts of an authority. Raises NotThere, NotAllowed, Conflict, Refused."""
    with acting("authority.edit", actor=actor, at=at) as act:
        kept = act.take(Authority, authority, version=version)
        _must_be(0 < len(name.strip()) <= 200, _("Skriv huvudmannens namn."))
        _must_be(agreement_word in AGREEMENT_WORDS, _("Välj ordet överenskommelse eller avtal."))
        _must_be(theme in THEMES, _("Välj en av färgerna i listan."))
        _must_be_address(contact)
        in_order = 1 <= acknowledge_days <= answer_days <= LONGEST_ANSWER
        _must_be(in_order, _("Svaret kan inte komma före bekräftelsen, och senast efter ett år."))
        kept.name, kept.agreement_word, kept.theme = name.strip(), agreement_word, theme
        kept.contact = contact.strip()
        kept.acknowledge_days, kept.answer_days = acknowledge_days, answer_days
        act.changed(kept)


def choose_guideline(*, actor: Actor, at: datetime, authority: UUID, version: int, guideline_id: str) -> None:
    """Choose the guideline that an authority weighs by. Raises as `edit`, and UnknownGuideline."""
    chosen = guideline(guideline_id=guideline_id)
    with acting("authority.guideline", actor=actor, at=at) as act:
        kept = act.take(Authority, authority, version=version)
        kept.guideline = chosen.id
        act.changed(kept)


def _must_be(holds: bool, words: str) -> None:
    if not holds:
        raise Refused(words)


def _must_be_address(text: str) -> None:
    try:
        validate_email(text.strip())
    except ValidationError as problem:
        raise Refused(_("Skriv kontaktadressen så här: namn@kommun.se.")) from problem
