"""Organisations as their pages show them: to those who belong, and to the parties of a case."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from tillit.domain.actors import Actor
from tillit.domain.organisations import FORMS_BY_CODE, may_be_idea_based, number_hint
from tillit.gateways.organisation_numbers import OrganisationNumber
from tillit.queries import gate
from tillit.store.models import Case, Organisation, Signatory


@dataclass(frozen=True)
class SignatoryLine:
    """Someone who may sign. `manner` is "alone" or "together"; `email` is for their own eyes only."""

    id: UUID
    title: str
    manner: str
    source: str
    valid_from: date
    email: str = field(default="", repr=False)


@dataclass(frozen=True)
class ProfileFile:
    """A file on the profile. `kind` is "statutes", "accounts" or "other"; `size` in bytes."""

    id: UUID
    name: str
    kind: str
    size: int
    added_at: datetime


@dataclass(frozen=True)
class Facts:
    """What an organisation says of itself. `number` is as it may be shown; `hint` is a question to them."""

    id: UUID
    name: str
    number: str
    sole_trader: bool
    legal_form: str
    form_name: str
    idea_based: bool
    purpose: str
    seat: str
    contact: str
    registered: bool | None
    version: int
    hint: str


@dataclass(frozen=True)
class Profile:
    """An organisation's own page. `can` is what the actor may do: "edit", "sign", "write", "people"."""

    facts: Facts
    signatories: tuple[SignatoryLine, ...]
    files: tuple[ProfileFile, ...]
    can: frozenset[str]

    def latest(self, kind: str) -> ProfileFile | None:
        """The latest file of a kind, if there is one."""
        return next((one for one in self.files if one.kind == kind), None)


@dataclass(frozen=True)
class PartyProfile:
    """An organisation as the other parties of a case see it: without files and addresses of people."""

    case: UUID
    case_title: str
    facts: Facts
    signatories: tuple[SignatoryLine, ...]


def _facts(found: Organisation, *, hints: bool = True) -> Facts:
    hint = number_hint(found.legal_form, found.number, sole_trader=found.sole_trader) if hints else ""
    form = FORMS_BY_CODE.get(found.legal_form)
    return Facts(
        id=found.pk,
        name=found.name,
        number=OrganisationNumber(found.number, found.sole_trader).shown,
        sole_trader=found.sole_trader,
        legal_form=found.legal_form,
        form_name=form.name if form else found.legal_form,
        idea_based=may_be_idea_based(found.legal_form) and not found.sole_trader,
        purpose=found.purpose,
        seat=found.seat,
        contact=found.contact,
        registered=found.registered_public_benefit,
        version=found.version,
        hint=hint,
    )


def _signatories(organisation: UUID, *, addresses: bool) -> tuple[SignatoryLine, ...]:
    """Those who may sign now, the first appointed first."""
    present = Signatory.objects.filter(organisation=organisation, ended_at=None).order_by("valid_from", "pk")
    return tuple(
        SignatoryLine(
            one.pk, one.title, one.manner, one.source, one.valid_from, one.email if addresses else ""
        )
        for one in present
    )


def _files(actor: Actor, organisation: UUID) -> tuple[ProfileFile, ...]:
    """The files of a profile, the latest first."""
    found = gate.attachments(actor).filter(organisation=organisation).order_by("-added_at", "pk")
    return tuple(ProfileFile(one.pk, one.name, one.kind, one.size, one.added_at) for one in found)


def profile(*, actor: Actor, at: datetime, organisation_id: UUID) -> Profile:
    """The page of an organisation that the actor belongs to. Raises NotThere."""
    found = gate.find(Organisation, organisation_id, actor=actor)
    about = gate.subject(found)
    ways = {"edit": "organisation.edit", "sign": "organisation.signatories", "write": "draft.write"}
    can = {way for way, action in ways.items() if _may(action, actor, found, at)}
    return Profile(
        facts=_facts(found),
        signatories=_signatories(found.pk, addresses=True),
        files=_files(actor, found.pk),
        can=frozenset(can | ({"people"} if gate.may("organisation.people", actor, about, at) else set())),
    )


def _may(action: str, actor: Actor, found: Organisation, at: datetime) -> bool:
    """Whether to show the way there; that one must first prove who one is hides nothing."""
    try:
        gate.check(action, actor, gate.subject(found), at)
    except gate.NotAllowed as refusal:
        return refusal.reason == "fresh"
    return True


def to_edit(*, actor: Actor, at: datetime, organisation_id: UUID) -> Facts:
    """The facts, for someone about to change them. Raises NotThere, NotAllowed."""
    found = gate.find(Organisation, organisation_id, actor=actor)
    gate.check("organisation.edit", actor, gate.subject(found), at)
    return _facts(found)


def signatory_to_change(
    *, actor: Actor, at: datetime, organisation_id: UUID, signatory_id: UUID | None = None
) -> tuple[Facts, SignatoryLine | None]:
    """The facts, and the signatory if one is named, for someone about to change signatories.

    Raises NotThere, also for another organisation's signatory and one that has ended; NotAllowed, also when
    the actor has not just proved who they are.
    """
    found = gate.find(Organisation, organisation_id, actor=actor)
    gate.check("organisation.signatories", actor, gate.subject(found), at)
    if signatory_id is None:
        return _facts(found), None
    present = _signatories(found.pk, addresses=True)
    line = next((one for one in present if one.id == signatory_id), None)
    if line is None:
        raise gate.NotThere
    return _facts(found), line


def profile_for_case(*, actor: Actor, case_id: UUID, organisation_id: UUID) -> PartyProfile:
    """A party of a case that the actor may read, as the parties see each other.

    Raises NotThere for a case that is not the actor's, and for an organisation that is not a party of it now.
    """
    case = gate.find(Case, case_id, actor=actor)
    if organisation_id not in gate.case_parties(case.pk):
        raise gate.NotThere
    found = Organisation.objects.get(pk=organisation_id)
    return PartyProfile(
        case=case.pk,
        case_title=case.title,
        facts=_facts(found, hints=False),
        signatories=_signatories(found.pk, addresses=False),
    )
