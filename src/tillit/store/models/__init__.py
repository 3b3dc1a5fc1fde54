"""All tables, by capability."""

from tillit.store.models.agreements import (
    Agreement,
    AgreementReading,
    AgreementSection,
    SectionAcceptance,
    SectionComment,
    SectionWording,
)
from tillit.store.models.authorities import Authority, Board, IdentityProvider, Register
from tillit.store.models.cases import Case, Handover, Party, Writing, WritingVersion
from tillit.store.models.challenges import Challenge, ChallengeConfirmation, ChallengeVersion
from tillit.store.models.dialogue import Meeting, Message, Notes, NotesConfirmation, NotesVersion
from tillit.store.models.drafts import Draft, DraftSharing, DraftVersion
from tillit.store.models.endings import Ending
from tillit.store.models.entering import Entered, EnteredAnswer
from tillit.store.models.examinations import Aid, Declaration, Examination, ExaminationGround
from tillit.store.models.files import Attachment, Blob
from tillit.store.models.joint import AnswerSheet, CaseAssessment, JointConfirmation, PinnedGuideline
from tillit.store.models.openings import Opening, OpeningAnswer
from tillit.store.models.organisations import Organisation, Signatory, SpaceKey
from tillit.store.models.outbox import Mail, Notice
from tillit.store.models.people import Invitation, Person, RoleGrant
from tillit.store.models.programme_goals import Goal
from tillit.store.models.saved_filters import SavedFilter
from tillit.store.models.search import SearchText
from tillit.store.models.tasks import StandardTask, Task
from tillit.store.models.trail import Entry

__all__ = [
    "Agreement",
    "AgreementReading",
    "AgreementSection",
    "Aid",
    "AnswerSheet",
    "Attachment",
    "Authority",
    "Blob",
    "Board",
    "Case",
    "CaseAssessment",
    "Challenge",
    "ChallengeConfirmation",
    "ChallengeVersion",
    "Declaration",
    "Draft",
    "DraftSharing",
    "DraftVersion",
    "Ending",
    "Entered",
    "EnteredAnswer",
    "Entry",
    "Examination",
    "ExaminationGround",
    "Goal",
    "Handover",
    "IdentityProvider",
    "Invitation",
    "JointConfirmation",
    "Mail",
    "Meeting",
    "Message",
    "Notes",
    "NotesConfirmation",
    "NotesVersion",
    "Notice",
    "Opening",
    "OpeningAnswer",
    "Organisation",
    "Party",
    "Person",
    "PinnedGuideline",
    "Register",
    "RoleGrant",
    "SavedFilter",
    "SearchText",
    "SectionAcceptance",
    "SectionComment",
    "SectionWording",
    "Signatory",
    "SpaceKey",
    "StandardTask",
    "Task",
    "Writing",
    "WritingVersion",
]
