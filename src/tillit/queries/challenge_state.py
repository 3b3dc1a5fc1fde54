"""How the challenge of a case stands: its wordings and who of those present has confirmed the present one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tillit.domain.challenges import Wording, read_linked
from tillit.domain.confirming import Confirmation, Standing, standing
from tillit.store.models import Case, Challenge, ChallengeConfirmation, ChallengeVersion, Party

#: A side of a case: an organisation, or None for the authority.
Side = UUID | None


@dataclass(frozen=True)
class SideSeen:
    """A side and when it confirmed the present wording, if it has. `side` is "authority" or "organisation"."""

    id: Side
    side: str
    name: str
    confirmed_at: datetime | None


@dataclass(frozen=True)
class ChallengeState:
    """How a challenge stands. `version` is 0 until something is written; `filled` counts the texts that are."""

    version: int
    filled: int
    complete: bool
    confirmed: bool
    sides: tuple[SideSeen, ...]

    @property
    def missing(self) -> tuple[SideSeen, ...]:
        """The sides that have not confirmed the present wording."""
        return tuple(one for one in self.sides if one.confirmed_at is None)

    @property
    def begun_confirming(self) -> bool:
        """Whether some side has confirmed the present wording."""
        return any(one.confirmed_at for one in self.sides)


def wording_of(kept: ChallengeVersion | None) -> Wording:
    """A kept wording as plain values; an empty one for None."""
    if kept is None:
        return Wording()
    return Wording(
        kept.description,
        kept.target_group,
        kept.why_together,
        kept.known,
        read_linked(kept.goals_json),
        tuple(int(number) for number in kept.agenda.split()),
    )


def version_of(challenge: Challenge | None, version: int) -> ChallengeVersion | None:
    """One kept wording, None when there is none with that number."""
    if challenge is None or not 0 < version <= challenge.version:
        return None
    return ChallengeVersion.objects.filter(challenge=challenge, version=version).first()


def challenge_of(case: Case) -> Challenge | None:
    """The challenge of a case, None until something is written."""
    return Challenge.objects.filter(case=case).first()


def present_wording(challenge: Challenge | None) -> Wording:
    """The present wording of a challenge that has been read; an empty one before anything is written."""
    return wording_of(version_of(challenge, challenge.version) if challenge else None)


def standing_of(challenge: Challenge, parties: Iterable[UUID]) -> Standing[Side]:
    """Who has confirmed the present wording, of the authority and these parties."""
    kept = ChallengeConfirmation.objects.filter(challenge=challenge).values_list("organisation", "version")
    given: list[Confirmation[Side]] = [Confirmation(side, version) for side, version in kept]
    return standing([None, *parties], challenge.version, given)


def state_of(case: Case, challenge: Challenge | None, parties: Iterable[Party]) -> ChallengeState:
    """How the challenge of a case stands; `parties` are those present, with their organisations.

    The challenge is read once, by `challenge_of`, for all that a page says: read twice it may have been changed
    between, and a new version would stand beside an older text.
    """
    wording = present_wording(challenge)
    present = list(parties)
    times: dict[Side, datetime] = {}
    confirmed = False
    if challenge is not None:
        kept = ChallengeConfirmation.objects.filter(challenge=challenge, version=challenge.version)
        times = dict(kept.values_list("organisation", "at"))
        confirmed = standing_of(challenge, [one.organisation_id for one in present]).confirmed
    houses = [SideSeen(None, "authority", case.board.name, times.get(None))]
    houses += [
        SideSeen(one.organisation_id, "organisation", one.organisation.name, times.get(one.organisation_id))
        for one in present
    ]
    filled = sum(bool(text.strip()) for text in (
        wording.description, wording.target_group, wording.why_together, wording.known
    ))  # fmt: skip
    return ChallengeState(
        challenge.version if challenge else 0, filled, wording.complete, confirmed, tuple(houses)
    )
