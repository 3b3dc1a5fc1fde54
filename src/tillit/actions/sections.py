"""The words of an agreement: a side proposes, the others accept, propose otherwise or say something.

Nothing is written over: who has not seen the last proposal is shown it before their own is taken.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from tillit.actions.acting import Act, Conflict, acting
from tillit.actions.agreement_news import tell_comment, tell_proposed, tell_settled
from tillit.actions.homes import Refused
from tillit.actions.speaking import speak_for, writing_side
from tillit.actions.writings import must_be_open
from tillit.domain.actors import Actor
from tillit.domain.proposing import LONGEST, LONGEST_TITLE, Content, may_accept, may_propose, settled
from tillit.domain.section_data import canonical, must_be_of, must_end
from tillit.queries import gate
from tillit.queries.agreement_state import (
    Side,
    agreement_of,
    content_of,
    present_sides,
    standings,
    wording_at,
)
from tillit.queries.section_guide import section_library
from tillit.store.models import (
    Agreement,
    AgreementSection,
    Case,
    Party,
    SectionAcceptance,
    SectionComment,
    SectionWording,
)

LONGEST_COMMENT: Final = 4_000


def propose(*, actor: Actor, at: datetime, case: UUID, section: UUID, version: int, content: Content) -> int:
    """Propose a wording of a section; one's own side has thereby accepted it. Returns its version.

    `version` is the last one that was seen, 0 for none. Raises NotThere, NotAllowed; Conflict when someone has
    proposed meanwhile; Refused when it says nothing, nothing new, or too much.
    """
    with acting("case.propose", actor=actor, at=at) as act:
        home = act.take(Case, case)
        agreement, found = _taken(home, section)
        mine = _checked(found, content)
        if version != found.version:
            raise Conflict(found.version)
        if not may_propose(version, found.version, mine, content_of(wording_at(found, version))):
            raise Refused(_("Så står det redan. Ändra något, eller godta förslaget som det är."))
        side = writing_side(act, home)
        act.changed(agreement)
        keep_wording(act, agreement, found, mine, side)
        tell_proposed(home, agreement, side, at)
        return found.version


def _checked(section: AgreementSection, content: Content) -> Content:
    """What is proposed, as it is kept. Raises Refused."""
    title = " ".join(content.title.split())
    if not 0 < len(title) <= LONGEST_TITLE:
        raise Refused(_("Skriv en rubrik med högst %(n)d tecken.") % {"n": LONGEST_TITLE})
    if len(content.body) > LONGEST:
        raise Refused(_("Skriv kortare: högst %(n)d tecken.") % {"n": LONGEST})
    guide = section_library().by_id.get(section.key)
    try:
        data = canonical(guide.kind if guide else "text", content.data)
        must_end(data if guide and guide.kind == "term" else "")
        must_be_of(data if guide and guide.kind == "contributions" else "", _ever(section))
    except ValueError as error:
        raise Refused(str(error)) from error
    kept = Content(title, content.body, data, content.removed)
    if not kept.says_something:
        raise Refused(_("Skriv något innan ni föreslår det. En mening räcker för att börja."))
    return kept


def _ever(section: AgreementSection) -> frozenset[str]:
    """The sides that are or have been in the case, as contributions name them."""
    parties = Party.objects.filter(case=section.agreement.case_id).values_list("organisation", flat=True)
    return frozenset({"", *map(str, parties)})


def keep_wording(
    act: Act, agreement: Agreement, section: AgreementSection, mine: Content, side: Side
) -> None:
    """Keep a wording as the section's last one, proposed by a side. What it says has been checked."""
    act.changed(section)
    kept = SectionWording(section=section, version=section.version, moment=agreement.version)
    kept.title, kept.body, kept.data, kept.removed = mine.title, mine.body, mine.data, mine.removed
    kept.from_organisation_id, kept.at, kept.by_id = side, act.at, act.person()
    act.changed(kept)


def accept(*, actor: Actor, at: datetime, case: UUID, section: UUID, version: int, side: Side) -> bool:
    """Accept the last proposal for an organisation, or for the authority (None). True when all have accepted it.

    Asked of that side alone. Raises NotThere, NotAllowed; Conflict when another proposal has come than the one seen;
    Refused when the side has accepted it already, or there is none.
    """
    with acting("case.accept", actor=actor, at=at) as act:
        home = speak_for(act, case, side)
        agreement, found = _taken(home, section)
        sides = [one.id for one in present_sides(home)]
        if version != found.version:
            raise Conflict(found.version)
        if not may_accept(side, version, standings(agreement, sides, section=found.pk)[found.pk]):
            raise Refused(_("Det finns inget förslag som väntar på er här."))
        act.changed(agreement)
        given = SectionAcceptance(section=found, version=version, moment=agreement.version, at=at)
        given.organisation_id, given.by_id = side, act.person()
        act.changed(given)
        now = standings(agreement, sides)
        if settled(now.values()):
            tell_settled(home, agreement, at)
        return now[found.pk].state == "agreed"


def comment(*, actor: Actor, at: datetime, case: UUID, section: UUID, body: str) -> UUID:
    """Say something about a section, to all parties. Returns the comment's id.

    Raises NotThere, NotAllowed; Refused when it is empty or too long.
    """
    with acting("case.comment", actor=actor, at=at) as act:
        home = act.take(Case, case)
        _agreement, found = _taken(home, section)
        if not 0 < len(body.strip()) <= LONGEST_COMMENT:
            raise Refused(_("Skriv något, med högst %(n)d tecken.") % {"n": LONGEST_COMMENT})
        side = writing_side(act, home)
        said = SectionComment(section=found, version=found.version, body=body.strip(), at=at)
        said.from_organisation_id, said.by_id = side, act.person()
        act.changed(said)
        tell_comment(home, found, side, at)
        return said.pk


def _taken(home: Case, section: UUID) -> tuple[Agreement, AgreementSection]:
    """A section of the agreement that is being written in a case that is locked. Raises NotThere, Refused."""
    must_be_open(home)
    agreement = agreement_of(home)
    found = AgreementSection.objects.filter(agreement=agreement, pk=section).first() if agreement else None
    if agreement is None or found is None:
        raise gate.NotThere
    return agreement, found
