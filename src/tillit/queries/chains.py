"""Which chain of the trail a thing belongs to, and where each chain ends."""

from django.db import connection
from django.db.models import Model

from tillit.domain.roles import RoleHeld
from tillit.store import models
from tillit.store.models import Entry

#: Two numbers that name the lock of a chain in PostgreSQL: ours, and the chain's.
LOCK_SPACE = 1_414_089
HOUSE = "house"


def home_chain(held: RoleHeld | models.RoleGrant | models.Invitation) -> str:
    """The chain of the organisation or authority that a role or invitation belongs to."""
    organisation = held.organisation if isinstance(held, RoleHeld) else held.organisation_id
    authority = held.authority if isinstance(held, RoleHeld) else held.authority_id
    return f"organisation:{organisation}" if organisation else f"authority:{authority}"


#: What always stands in its case's own chain, and what stands where the thing that it belongs to stands.
OF_CASE = (
    models.Party,
    models.Handover,
    models.Ending,
    models.Message,
    models.Meeting,
    models.Challenge,
    models.Agreement,
    models.CaseAssessment,
    models.OpeningAnswer,
    models.Entered,
)
#: What stands with the authority as long as it is internal; without a space it always is.
INSIDE = (models.Writing, models.Task, models.Examination, models.ExaminationGround, models.Declaration)
WITHIN: dict[type[Model], str] = {
    models.ChallengeVersion: "challenge",
    models.ChallengeConfirmation: "challenge",
    models.AgreementSection: "agreement",
    models.AgreementReading: "agreement",
    models.SectionWording: "section",
    models.SectionAcceptance: "section",
    models.SectionComment: "section",
    models.Notes: "meeting",
    models.NotesVersion: "notes",
    models.NotesConfirmation: "notes",
    models.DraftSharing: "writing",
    models.EnteredAnswer: "entered",
    models.StandardTask: "board",
}


def chain_of(thing: Model) -> str:  # noqa: C901 one line for each kind of thing
    """The chain of a thing. What is internal to an authority never stands in a chain that parties read."""
    if isinstance(thing, OF_CASE):
        return f"case:{thing.case_id}"
    if type(thing) in WITHIN:
        return chain_of(getattr(thing, WITHIN[type(thing)]))
    if isinstance(thing, INSIDE):
        internal = getattr(thing, "space", "internal") == "internal"
        return f"authority:{thing.case.authority_id}" if internal else f"case:{thing.case_id}"
    match thing:
        case models.Organisation():
            return f"organisation:{thing.pk}"
        case models.Authority():
            return f"authority:{thing.pk}"
        case models.Board() | models.IdentityProvider() | models.Goal() | models.Aid() | models.Opening():
            return f"authority:{thing.authority_id}"
        case models.RoleGrant() | models.Invitation():
            return home_chain(thing)
        case models.Signatory() | models.Draft() | models.SpaceKey():
            return f"organisation:{thing.organisation_id}"
        case models.Case():
            return f"case:{thing.pk}"
        case models.AnswerSheet():
            return _sheet_chain(thing)
        case models.JointConfirmation():
            return chain_of(thing.sheet.assessment)
        case models.Attachment():
            place = thing.organisation or thing.draft or thing.writing
            return chain_of(place) if place else HOUSE
    return HOUSE


def _sheet_chain(sheet: models.AnswerSheet) -> str:
    """What a side answers is its own matter until it is sealed; then it is the case's."""
    if sheet.sealed_at is not None:
        return f"case:{sheet.assessment.case_id}"
    if sheet.organisation_id is not None:
        return f"organisation:{sheet.organisation_id}"
    return f"authority:{sheet.assessment.case.authority_id}"


def head_of(chain: str, *, lock: bool = False) -> tuple[int, str]:
    """The number and hash of a chain's last entry, (0, "") when it has none. A lock lasts the transaction."""
    if lock and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK_SPACE, chain])
    last = Entry.objects.filter(chain=chain).order_by("-number").values_list("number", "hash").first()
    return last or (0, "")
