"""Who is told what about an agreement: that it is begun, that something waits, that all is settled. Never its words.

Many wordings are proposed in a day: a side is told once a day of another's proposals, and once of its comments.
Called inside the action that it tells about.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from tillit.actions.speaking import News, tell_side
from tillit.queries.agreement_state import present_sides
from tillit.store.models import Agreement, AgreementSection, Case

Side = UUID | None


def agreement_path(case: Case) -> str:
    """The address of the agreement of a case."""
    return f"/arenden/{case.pk}/overenskommelse/"


def tell_begun(case: Case, agreement: Agreement, by: Side, at: datetime) -> None:
    """The agreement is begun: the others can write in it."""
    told = _("%(who)s har börjat på överenskommelsen. Ni kan föreslå hur varje avsnitt ska lyda.")
    subject = _("Ni kan börja skriva överenskommelsen")
    _tell_others(case, by, News(f"agreement.begun:{agreement.pk}", subject, told, agreement_path(case)), at)


def tell_proposed(case: Case, agreement: Agreement, by: Side, at: datetime) -> None:
    """A side has proposed something today."""
    told = _(
        "%(who)s har föreslagit hur överenskommelsen ska lyda. Läs, och godta eller föreslå något annat."
    )
    event = f"agreement.proposed:{agreement.pk}:{by}:{localtime(at).date()}"
    subject = _("Er tur: läs ett förslag till överenskommelse")
    _tell_others(case, by, News(event, subject, told, agreement_path(case)), at)


def tell_comment(case: Case, section: AgreementSection, by: Side, at: datetime) -> None:
    """A side has said something about a section today."""
    told = _("%(who)s har kommenterat ett avsnitt i överenskommelsen.")
    event = f"section.comment:{section.pk}:{by}:{localtime(at).date()}"
    link = f"{agreement_path(case)}avsnitt/{section.pk}/"
    _tell_others(case, by, News(event, _("En kommentar till överenskommelsen"), told, link), at)


def tell_settled(case: Case, agreement: Agreement, at: datetime) -> None:
    """All sides have accepted every section, and all are told."""
    told = _("Alla parter har godtagit samma ord i alla avsnitt av överenskommelsen.")
    event = f"agreement.settled:{agreement.pk}:{agreement.version}"
    news = News(event, _("Alla avsnitt är godtagna"), told, agreement_path(case))
    for one in present_sides(case):
        tell_side(case, one.id, news, at)


def tell_read(case: Case, agreement: Agreement, by: Side, at: datetime) -> None:
    """A side has read the whole text back: the others are asked to do the same."""
    told = _("%(who)s har läst och bekräftat hela överenskommelsen. Läs den ni också, och bekräfta.")
    event = f"agreement.read:{agreement.pk}:{agreement.version}:{by}"
    subject = _("Er tur: läs och bekräfta hela överenskommelsen")
    _tell_others(case, by, News(event, subject, told, agreement_path(case)), at)


def tell_all_read(case: Case, agreement: Agreement, at: datetime) -> None:
    """All sides stand by the whole text, and all are told."""
    told = _("Alla parter har läst och bekräftat hela överenskommelsen. Nu kan var och en besluta om den.")
    event = f"agreement.ready:{agreement.pk}:{agreement.version}"
    news = News(event, _("Överenskommelsen är klar att gå till beslut"), told, agreement_path(case))
    for one in present_sides(case):
        tell_side(case, one.id, news, at)


def _tell_others(case: Case, by: Side, news: News, at: datetime) -> None:
    """Tell every side but the one that did it, whose name the news has room for."""
    sides = present_sides(case)
    who = next(one.name for one in sides if one.id == by)
    for one in sides:
        if one.id != by:
            tell_side(case, one.id, replace(news, told=news.told % {"who": who}), at)
