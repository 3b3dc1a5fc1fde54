"""Who is told what about a challenge: it waits to be confirmed, was changed, is confirmed by all. Never its text.

Called inside the action that it tells about.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tillit.actions.speaking import News, tell_side
from tillit.store.models import Case, Challenge, Organisation

Side = UUID | None


def tell_to_confirm(
    case: Case, challenge: Challenge, by: Side, missing: Collection[Side], at: datetime
) -> None:
    """A side has confirmed: those that have not are asked to read and do the same."""
    names = {"who": _name(case, by)}
    subject = _("Er tur: läs och bekräfta utmaningen")
    told = _("%(who)s har bekräftat hur ni beskriver utmaningen. Läs den och bekräfta, eller ändra.") % names
    _tell(case, missing, f"challenge.confirm:{challenge.pk}:{challenge.version}", subject, told, at)


def tell_all_confirmed(case: Case, challenge: Challenge, at: datetime) -> None:
    """All sides have confirmed the same wording, and all are told."""
    subject = _("Alla har bekräftat utmaningen")
    told = _("Alla parter har bekräftat samma beskrivning av utmaningen. Den som ändrar den öppnar den igen.")
    parties = case.parties.filter(left_at=None).values_list("organisation_id", flat=True)
    event = f"challenge.confirmed:{challenge.pk}:{challenge.version}"
    _tell(case, [None, *parties], event, subject, told, at)


def tell_changed(
    case: Case, challenge: Challenge, by: Side, had_confirmed: Collection[Side], at: datetime
) -> None:
    """A change takes confirmations away, and those that had confirmed are told so; not the side that changed it."""
    names = {"who": _name(case, by)}
    subject = _("Utmaningen är ändrad sedan ni bekräftade")
    told = _(
        "%(who)s har ändrat utmaningen. Er bekräftelse gällde den förra lydelsen. Läs och bekräfta igen."
    )
    others = [side for side in had_confirmed if side != by]
    _tell(case, others, f"challenge.changed:{challenge.pk}:{challenge.version}", subject, told % names, at)


def _tell(case: Case, sides: Collection[Side], event: str, subject: str, told: str, at: datetime) -> None:
    for side in sides:
        tell_side(case, side, News(event, subject, told, link=""), at)


def _name(case: Case, side: Side) -> str:
    return case.board.name if side is None else Organisation.objects.get(pk=side).name
