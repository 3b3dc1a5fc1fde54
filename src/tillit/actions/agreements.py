"""The agreement of a case: begun, and its sections added and put in order. Its words: actions/sections.py."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from tillit.actions.acting import Act, acting
from tillit.actions.agreement_news import tell_begun
from tillit.actions.homes import Refused
from tillit.actions.sections import keep_wording
from tillit.actions.speaking import writing_side
from tillit.actions.writings import must_be_open
from tillit.domain.actors import Actor
from tillit.domain.endings import Way
from tillit.domain.proposing import LONGEST_TITLE, Content
from tillit.queries import gate
from tillit.queries.agreement_figures import EarlierSection, earlier_words
from tillit.queries.agreement_state import agreement_of, in_order
from tillit.queries.endings import latest_way
from tillit.queries.section_guide import section_library
from tillit.store.models import Agreement, AgreementSection, Case

MOST_SECTIONS: Final = 80


def start(
    *, actor: Actor, at: datetime, case: UUID, keys: Collection[str], source: UUID | None = None
) -> UUID:
    """Begin the agreement of a case with these sections of the library, in its order. Returns the agreement's id.

    `source`: the case of an earlier agreement that the actor reads. Its sections come along too, with their words as
    one's own side's proposals; not its figures, which were for other years.

    Raises NotThere, NotAllowed; Refused before the case has gone on to an agreement, without an organisation or a
    section, or when it is begun already.
    """
    with acting("case.agreement", actor=actor, at=at) as act:
        home = act.take(Case, case)
        must_be_open(home)
        if latest_way(home) is not Way.AGREEMENT or not gate.case_parties(home.pk):
            raise Refused(_("Ärendet måste gå vidare till en överenskommelse innan ni kan börja skriva den."))
        if agreement_of(home) is not None:
            raise Refused(_("Överenskommelsen är redan påbörjad."))
        earlier = earlier_words(act.actor, source) if source is not None else ()
        agreement = Agreement(case=home, started_at=at)
        sections = _chosen(agreement, set(keys), earlier, at)
        agreement.order = " ".join(str(one.pk) for one in sections)
        act.changed(agreement, *sections)
        side = writing_side(act, home)
        _bring(act, agreement, sections, earlier, side)
        tell_begun(home, agreement, side, at)
        return agreement.pk


def _chosen(
    agreement: Agreement, keys: set[str], earlier: Sequence[EarlierSection], at: datetime
) -> list[AgreementSection]:
    """The sections to begin with: those of the library in its order, then the parties' own. Raises Refused."""
    wanted = keys | {one.key for one in earlier if one.key}
    chosen = [one for one in section_library().sections if one.id in wanted]
    own = [one for one in earlier if not one.key]
    if not keys <= {one.id for one in chosen} or not (chosen or own):
        raise Refused(_("Välj minst ett avsnitt ur listan."))
    named = [(one.id, one.title) for one in chosen] + [("", one.title) for one in own]
    return [
        AgreementSection(agreement=agreement, key=key, name=name, added_at=at)
        for key, name in named[:MOST_SECTIONS]
    ]


def _bring(
    act: Act,
    agreement: Agreement,
    sections: Sequence[AgreementSection],
    earlier: Sequence[EarlierSection],
    side: UUID | None,
) -> None:
    """Propose the earlier words, each in its section: by its key, or by its name where it is the parties' own."""
    words = {one.key or one.title: one for one in earlier if one.body}
    for section in sections:
        one = words.get(section.key or section.name)
        if one is None:
            continue
        keep_wording(act, agreement, section, Content(one.title, one.body), side)


def add_section(*, actor: Actor, at: datetime, case: UUID, key: str = "", name: str = "") -> UUID:
    """Add a section last: one of the library by its key, or one of their own by its name. Returns its id.

    Raises NotThere, NotAllowed; Refused when it is there already, has no name, or there are too many.
    """
    with acting("case.agreement", actor=actor, at=at) as act:
        _home, agreement, sections = _taken(act, case)
        if len(sections) >= MOST_SECTIONS:
            raise Refused(_("Överenskommelsen har redan så många avsnitt som den får ha."))
        guide = section_library().by_id.get(key) if key else None
        name = guide.title if guide else name.strip()
        if (key and guide is None) or not 0 < len(name) <= LONGEST_TITLE:
            raise Refused(_("Skriv vad avsnittet ska heta, med högst %(n)d tecken.") % {"n": LONGEST_TITLE})
        if any(one.key == key for one in sections if key):
            raise Refused(_("Avsnittet finns redan."))
        section = AgreementSection(agreement=agreement, key=key, name=name, added_at=at)
        agreement.order = " ".join([*(str(one.pk) for one in sections), str(section.pk)])
        act.changed(agreement, section)
        return section.pk


def move(*, actor: Actor, at: datetime, case: UUID, section: UUID, place: int) -> None:
    """Put a section at a place, counted from one; the others keep their order. Places outside are the nearest.

    Raises NotThere, NotAllowed; Refused when it stands there already.
    """
    with acting("case.agreement", actor=actor, at=at) as act:
        _home, agreement, sections = _taken(act, case)
        keys = [one.pk for one in sections]
        if section not in keys:
            raise gate.NotThere
        others = [key for key in keys if key != section]
        wanted = min(max(place, 1), len(keys)) - 1
        others.insert(wanted, section)
        if others == keys:
            raise Refused(_("Avsnittet står redan där."))
        agreement.order = " ".join(map(str, others))
        act.changed(agreement)


def _taken(act: Act, case: UUID) -> tuple[Case, Agreement, list[AgreementSection]]:
    """The case locked, its agreement and the sections in order. Raises NotThere, NotAllowed, Refused."""
    home = act.take(Case, case)
    must_be_open(home)
    agreement = agreement_of(home)
    if agreement is None:
        raise gate.NotThere
    return home, agreement, in_order(agreement, AgreementSection.objects.filter(agreement=agreement))
