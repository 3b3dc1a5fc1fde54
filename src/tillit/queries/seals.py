"""What the trail seals of each kind of thing: the fields that may not change without an entry."""

import uuid
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from tillit.domain.trail import Touched, content_hash
from tillit.store import models

#: Kind as told in the trail → the table and its sealed fields.
_FIELDS: dict[str, tuple[type[Model], str]] = {
    "person": (models.Person, "email name digest is_active session_epoch joined_at"),
    "role": (
        models.RoleGrant,
        "person_id role organisation_id authority_id board_id granted_at granted_by_id withdrawn_at",
    ),
    "invitation": (
        models.Invitation,
        "token_hash email role organisation_id authority_id board_id invited_by_id invited_at "
        "expires_at used_at used_by_id withdrawn_at",
    ),
    "organisation": (
        models.Organisation,
        "number sole_trader name legal_form purpose seat contact registered_public_benefit created_at",
    ),
    "signatory": (models.Signatory, "organisation_id title email manner source valid_from ended_at"),
    "authority": (
        models.Authority,
        "slug name kind agreement_word guideline theme logo_id contact acknowledge_days answer_days "
        "created_at",
    ),
    "board": (models.Board, "authority_id name kind code contact closed_at"),
    "identity_provider": (
        models.IdentityProvider,
        "authority_id slug name issuer client_id client_secret high_acr active",
    ),
    "case": (
        models.Case,
        "authority_id board_id year number title opened_at closed_at officer_id acknowledged_at answer_by",
    ),
    "handover": (models.Handover, "case_id before_id after_id at by_id"),
    "ending": (models.Ending, "case_id way reasons next_steps reference from_organisation_id at by_id"),
    "party": (models.Party, "case_id organisation_id joined_at left_at"),
    "message": (models.Message, "case_id from_organisation_id body sent_at"),
    "meeting": (
        models.Meeting,
        "case_id from_organisation_id starts_at place participants agenda proposed_at cancelled_at",
    ),
    "notes": (models.Notes, "meeting_id body version from_organisation_id changed_at"),
    "notes_version": (models.NotesVersion, "notes_id version body from_organisation_id at"),
    "notes_confirmation": (models.NotesConfirmation, "notes_id version organisation_id at"),
    "draft": (models.Draft, "organisation_id content version changed_at thrown_at"),
    "writing": (models.Writing, "case_id space title body version from_organisation_id placed_at changed_at"),
    "draft_sharing": (models.DraftSharing, "draft_id writing_id version at"),
    "opening": (
        models.Opening,
        "authority_id board_id title challenge who_may last_day changed_at published_at closed_at",
    ),
    "opening_answer": (models.OpeningAnswer, "opening_id organisation_id case_id at"),
    "draft_version": (models.DraftVersion, "draft_id version content at by_id"),
    "writing_version": (models.WritingVersion, "writing_id version space title body at by_id"),
    "goal": (
        models.Goal,
        "authority_id programme title body reference decided_on first_year last_year rolled_from_id ended_at",
    ),
    "challenge": (models.Challenge, "case_id version"),
    "challenge_version": (
        models.ChallengeVersion,
        "challenge_id version description target_group why_together known goals_json agenda "
        "from_organisation_id at by_id",
    ),
    "challenge_confirmation": (models.ChallengeConfirmation, "challenge_id version organisation_id at by_id"),
    "agreement": (models.Agreement, "case_id number order started_at"),
    "section": (models.AgreementSection, "agreement_id key name added_at version"),
    "section_wording": (
        models.SectionWording,
        "section_id version moment title body data removed from_organisation_id at by_id",
    ),
    "section_acceptance": (models.SectionAcceptance, "section_id version moment organisation_id at by_id"),
    "agreement_reading": (models.AgreementReading, "agreement_id version organisation_id at by_id"),
    "section_comment": (models.SectionComment, "section_id version body from_organisation_id at by_id"),
    "examination": (
        models.Examination,
        "case_id guide edition space state answers numbers conclusion motivation author_id version changed_at "
        "done_at shared_at superseded_at",
    ),
    "examination_ground": (models.ExaminationGround, "case_id facts version changed_at by_id"),
    "declaration": (models.Declaration, "case_id person_id conflict what at"),
    "aid": (
        models.Aid,
        "authority_id organisation_id giver given_on amount rate rate_on rate_source kind scheme what "
        "entered_at by_id removed_at",
    ),
    "space_key": (models.SpaceKey, "wrapped"),
    "guideline": (models.PinnedGuideline, "guideline edition text"),
    "assessment": (
        models.CaseAssessment,
        "case_id number guideline_id law_id judged_on started_at reason opened_at joint confirmed_at "
        "confirmed_version superseded_by_id",
    ),
    "answer_sheet": (
        models.AnswerSheet,
        "assessment_id organisation_id content opened sealed_at sealed_by_id",
    ),
    "joint_confirmation": (models.JointConfirmation, "sheet_id at_version at by_id"),
    "saved_filter": (models.SavedFilter, "person_id name query saved_at removed_at"),
    "entered": (
        models.Entered,
        "case_id organisation_id message_id writing_id channel came_on officer_id entered_at",
    ),
    "entered_answer": (models.EnteredAnswer, "entered_id right remark at by_id"),
    "task": (
        models.Task,
        "case_id space title due organisation_id officer_id from_organisation_id standard_id given_at done_at "
        "withdrawn_at",
    ),
    "standard_task": (models.StandardTask, "board_id title whose days ended_at"),
    "attachment": (
        models.Attachment,
        "blob_id organisation_id draft_id writing_id kind name mime size added_at added_by_id removed_at",
    ),
}
SEALED = {kind: (table, tuple(names.split())) for kind, (table, names) in _FIELDS.items()}
#: Fields that came after the first version. While empty they are left out, so that older entries still hold.
LATER: dict[str, frozenset[str]] = {
    "authority": frozenset({"logo_id"}),
    "case": frozenset({"year", "number", "officer_id", "acknowledged_at", "answer_by"}),
}
KIND_OF = {table: kind for kind, (table, _fields) in SEALED.items()}


def plain(value: Any) -> Any:
    """A field's value as JSON can hold it, the same on either database."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
        case UUID():
            return str(uuid.UUID(int=value.int))
        case bytes() | memoryview():
            return bytes(value).hex()
    return value


def touched(thing: Model) -> Touched:
    """How a thing stands now, for an entry or for checking one."""
    kind = KIND_OF[type(thing)]
    later = LATER.get(kind, frozenset())
    told = {name: plain(getattr(thing, name)) for name in SEALED[kind][1]}
    content = {name: value for name, value in told.items() if value is not None or name not in later}
    return Touched(kind, str(thing.pk), int(getattr(thing, "version", 1)), content_hash([kind, content]))
