"""The challenge of a case as its pages show it: the present wording, one part to write in, the earlier ones."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tillit.domain.actors import Actor
from tillit.domain.challenges import Wording
from tillit.domain.registration import shown
from tillit.queries import gate
from tillit.queries.cases import find_case
from tillit.queries.challenge_state import (
    ChallengeState,
    Side,
    SideSeen,
    challenge_of,
    present_wording,
    state_of,
    version_of,
    wording_of,
)
from tillit.queries.programme_goals import GoalChoices, choices
from tillit.store.models import Case, ChallengeConfirmation, ChallengeVersion, Organisation, Party


@dataclass(frozen=True)
class Source:
    """By which side, named, and when a wording was written."""

    side: str
    name: str
    at: datetime


@dataclass(frozen=True)
class ChallengePage:
    """The challenge of a case. `may_confirm` are the sides that the actor can confirm for and that have not done so.

    `source` is None until something is written.
    """

    case: UUID
    case_title: str
    number: str
    closed: bool
    wording: Wording
    source: Source | None
    state: ChallengeState
    can_write: bool
    may_confirm: tuple[SideSeen, ...]


@dataclass(frozen=True)
class VersionLine:
    """A wording in the list of them: which parts it changed, and which sides confirmed it and when."""

    version: int
    source: Source
    changed: tuple[str, ...]
    confirmed: tuple[Source, ...]


@dataclass(frozen=True)
class Compared:
    """Two wordings beside each other; `before` is empty and `older` 0 when there is nothing before."""

    version: int
    older: int
    after: Wording
    before: Wording
    source: Source


def challenge_page(*, actor: Actor, at: datetime, case: UUID) -> ChallengePage:
    """The challenge of a case. Raises NotThere."""
    home = find_case(actor, case)
    parties: list[Party] = getattr(home, "present", [])
    challenge = challenge_of(home)
    state = state_of(home, challenge, parties)
    kept = version_of(challenge, state.version)
    about = gate.subject(home)
    return ChallengePage(
        case=home.pk,
        case_title=home.title,
        number=shown(home.year, home.number),
        closed=home.closed_at is not None,
        wording=wording_of(kept),
        source=_source(kept, home, _names(home)) if kept else None,
        state=state,
        can_write=gate.may("case.challenge", actor, about, at),
        may_confirm=tuple(
            one
            for one in state.missing
            if state.complete
            and gate.may("case.confirm_challenge", actor, gate.side_subject(home, one.id, about.state), at)
        ),
    )


def may_confirm_some(*, actor: Actor, at: datetime, case: UUID) -> bool:
    """Whether the actor may confirm for some side of a case, now or later. Raises NotThere."""
    return gate.may("case.confirm_challenge", actor, gate.subject(find_case(actor, case)), at)


def goal_choices(
    *, actor: Actor, at: datetime, case: UUID, marked: Iterable[str] | None, search: str
) -> GoalChoices:
    """The programme goals that a challenge may be linked to; `marked` None means those that it is linked to.

    Raises NotThere, NotAllowed.
    """
    home = find_case(actor, case)
    gate.check("case.challenge", actor, gate.subject(home), at)
    challenge = challenge_of(home)
    linked = present_wording(challenge).goals
    ids = [one.id for one in linked] if marked is None else marked
    return choices(home.authority_id, at, chosen=linked, marked=ids, search=search)


def versions(*, actor: Actor, case: UUID) -> tuple[VersionLine, ...]:
    """Every wording, the newest first. Raises NotThere."""
    home = find_case(actor, case)
    names, challenge = _names(home), challenge_of(home)
    kept = list(ChallengeVersion.objects.filter(challenge=challenge).order_by("version")) if challenge else []
    confirmed: dict[int, list[Source]] = {}
    for one in ChallengeConfirmation.objects.filter(challenge=challenge).order_by("at") if challenge else ():
        confirmed.setdefault(one.version, []).append(_side_source(one.organisation_id, one.at, home, names))
    lines, before = [], Wording()
    for each in kept:
        wording = wording_of(each)
        line = VersionLine(
            each.version,
            _source(each, home, names),
            wording.changed_parts(before),
            tuple(confirmed.get(each.version, ())),
        )
        lines.append(line)
        before = wording
    return tuple(reversed(lines))


def compared(*, actor: Actor, case: UUID, version: int, older: int | None = None) -> Compared:
    """A wording beside an older one, the one before if not said. Raises NotThere."""
    home = find_case(actor, case)
    challenge = challenge_of(home)
    older = version - 1 if older is None else older
    kept = version_of(challenge, version)
    if kept is None or not older >= 0:
        raise gate.NotThere
    former = version_of(challenge, older)
    if older and former is None:
        raise gate.NotThere
    return Compared(version, older, wording_of(kept), wording_of(former), _source(kept, home, _names(home)))


def _names(case: Case) -> dict[UUID, str]:
    return dict(Organisation.objects.filter(parties__case=case.pk).values_list("pk", "name"))


def _source(kept: ChallengeVersion, case: Case, names: dict[UUID, str]) -> Source:
    return _side_source(kept.from_organisation_id, kept.at, case, names)


def _side_source(side: Side, at: datetime, case: Case, names: dict[UUID, str]) -> Source:
    if side is None:
        return Source("authority", case.board.name, at)
    return Source("organisation", names.get(side, ""), at)
