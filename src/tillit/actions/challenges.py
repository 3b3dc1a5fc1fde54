"""The challenge of a case: any party writes in it, no words are lost, and every side confirms the same version."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tillit.actions.acting import Act, Conflict, acting
from tillit.actions.challenge_news import tell_all_confirmed, tell_changed, tell_to_confirm
from tillit.actions.homes import Refused
from tillit.actions.speaking import speak_for, writing_side
from tillit.domain.actors import Actor
from tillit.domain.challenges import (
    AGENDA,
    LONGEST,
    MOST_GOALS,
    TEXTS,
    Linked,
    Wording,
    linked_text,
    put_together,
)
from tillit.domain.confirming import may_confirm
from tillit.queries import gate
from tillit.queries.challenge_state import (
    Side,
    challenge_of,
    present_wording,
    standing_of,
    version_of,
    wording_of,
)
from tillit.queries.programme_goals import goals_in_force, linked_to
from tillit.store.models import Case, Challenge, ChallengeConfirmation, ChallengeVersion

Mine = str | tuple[Linked, ...] | tuple[int, ...]


def write(*, actor: Actor, at: datetime, case: UUID, version: int, part: str, text: str) -> int:
    """Give one of the texts a new wording. `version` is what the writer saw, 0 for nothing. Returns the new version.

    Raises NotThere, NotAllowed; Conflict when someone else changed that text meanwhile; Refused when it is too long,
    reads so already, or the case is closed.
    """
    if part not in TEXTS:
        raise gate.NotThere
    if len(text) > LONGEST:
        raise Refused(_("Skriv kortare: högst %(n)d tecken.") % {"n": LONGEST})
    with acting("case.challenge", actor=actor, at=at) as act:
        home = act.take(Case, case)
        return _save(act, home, version, part, text)


def link_goals(*, actor: Actor, at: datetime, case: UUID, version: int, goals: Collection[str]) -> int:
    """Link the challenge to just these programme goals, by id. Raises as `write`; Refused for a goal not in force."""
    with acting("case.challenge", actor=actor, at=at) as act:
        home = act.take(Case, case)
        wanted = set(goals)
        linked = {one.id: one for one in present_wording(challenge_of(home)).goals}
        valid = {str(one.pk): linked_to(one) for one in goals_in_force(home.authority_id, at)}
        known = {**linked, **valid}
        if not wanted <= known.keys():
            raise Refused(_("Något av målen gäller inte längre. Titta på listan igen."))
        if len(wanted) > MOST_GOALS:
            raise Refused(_("Välj högst %(n)d mål.") % {"n": MOST_GOALS})
        mine = tuple(known[key] for key in sorted(wanted))
        return _save(act, home, version, "goals", mine)


def link_agenda(*, actor: Actor, at: datetime, case: UUID, version: int, numbers: Collection[int]) -> int:
    """Link the challenge to just these goals of Agenda 2030, by number. Raises as `write`."""
    if not set(numbers) <= AGENDA.keys():
        raise gate.NotThere
    with acting("case.challenge", actor=actor, at=at) as act:
        home = act.take(Case, case)
        return _save(act, home, version, "agenda", tuple(sorted(set(numbers))))


def confirm(*, actor: Actor, at: datetime, case: UUID, version: int, side: Side) -> bool:
    """Confirm the present wording for an organisation, or for the authority (None). True when all have confirmed.

    Asked of that side alone. Raises NotThere, NotAllowed; Conflict when the wording is another than what was seen;
    Refused when it is not complete, or the side has confirmed it already.
    """
    with acting("case.confirm_challenge", actor=actor, at=at) as act:
        home = speak_for(act, case, side)
        parties, challenge = gate.case_parties(home.pk), challenge_of(home)
        if challenge is None or not present_wording(challenge).complete:
            raise Refused(_("Skriv först i alla fyra delarna. Sedan finns det något att bekräfta."))
        if version != challenge.version:
            raise Conflict(challenge.version)
        if not may_confirm(side, version, challenge.version, standing_of(challenge, parties)):
            raise Refused(_("Er sida har redan bekräftat."))
        given = ChallengeConfirmation(
            challenge=challenge, version=version, organisation_id=side, at=at, by_id=act.person()
        )
        act.changed(given)
        done = standing_of(challenge, parties)
        if done.confirmed:
            tell_all_confirmed(home, challenge, at)
        else:
            tell_to_confirm(home, challenge, side, done.missing, at)
        return done.confirmed


def _save(act: Act, home: Case, version: int, part: str, mine: Mine) -> int:
    """Keep a new wording: the present one with one part changed. Confirmations are of versions, so they fall away."""
    challenge = challenge_of(home)
    now, present = present_wording(challenge), challenge.version if challenge else 0
    seen = wording_of(version_of(challenge, version))
    if now.having(part, mine).same(now, part):
        raise Refused(_("Så står det redan. Inget är ändrat."))
    after = put_together(seen, now, part, mine)
    if after is None or not 0 <= version <= present:
        raise Conflict(present)
    writer = writing_side(act, home)
    had_confirmed: frozenset[Side] = frozenset()
    if challenge is not None:
        had_confirmed = standing_of(challenge, gate.case_parties(home.pk)).confirmed_by
    challenge = challenge or Challenge(case=home)
    act.changed(challenge)
    act.changed(_kept(challenge, after, writer, act))
    tell_changed(home, challenge, writer, had_confirmed, act.at)
    return challenge.version


def _kept(challenge: Challenge, wording: Wording, writer: Side, act: Act) -> ChallengeVersion:
    """The wording as it is kept."""
    return ChallengeVersion(
        challenge=challenge,
        version=challenge.version,
        **{part: getattr(wording, part) for part in TEXTS},
        goals_json=linked_text(wording.goals),
        agenda=" ".join(map(str, wording.agenda)),
        from_organisation_id=writer,
        at=act.at,
        by_id=act.person(),
    )
