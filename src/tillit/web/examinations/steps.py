"""The way of one examination: answer, conclude or leave out, make anew, share."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.actions import examinations as acts
from tillit.queries.gate import NotThere
from tillit.web.doors import Visit, door
from tillit.web.examinations.asking import ask, goal_of, page_for, sent
from tillit.web.examinations.forms import ConclusionForm, OnceForm, ReasonForm, StepsForm

SENSITIVE = gettext_lazy(
    "Här sparas bara utfallet, en kort motivering och dagen. Skriv inget om enskilda personer."
)


@door("examination.write", "GET", "POST")
def fill(request: Visit, case: UUID, guide: str) -> HttpResponse:
    """Answer the questions. There is nothing to answer where only the outcome is kept."""
    page = page_for(request, case, guide)
    if page.guide.outcome_only:
        raise NotThere
    form = StepsForm(sent(request), said=page.said, initial={"version": page.ended.version})
    shown = {
        "title": page.guide.title,
        "lead": _("Svara på det ni kan. ”Vet inte” går bra. Parterna ser inte svaren."),
        "button": _("Spara svaren"),
    }
    return ask(
        request, page, form, shown, goal_of(page, "sparad"),
        lambda which: acts.fill(actor=request.actor, at=request.at, which=which, **form.kept()),
    )  # fmt: skip


@door("examination.write", "GET", "POST")
def conclude(request: Visit, case: UUID, guide: str) -> HttpResponse:
    """Conclude, with a motivation."""
    page = page_for(request, case, guide)
    form = ConclusionForm(sent(request), guide=page.guide, initial={"version": page.ended.version})
    shown = {
        "title": _("Dra en slutsats: %(title)s") % {"title": page.guide.title},
        "lead": _("Prövningen låses när ni sparar. Ni kan pröva på nytt, och då finns det gamla kvar."),
        "warning": str(SENSITIVE) if page.guide.outcome_only else "",
        "button": _("Spara slutsatsen"),
    }
    return ask(
        request, page, form, shown, goal_of(page, "klar"),
        lambda which: acts.conclude(actor=request.actor, at=request.at, which=which, **form.kept()),
    )  # fmt: skip


@door("examination.write", "GET", "POST")
def leave_out(request: Visit, case: UUID, guide: str) -> HttpResponse:
    """Leave the examination out, with a reason."""
    page = page_for(request, case, guide)
    form = ReasonForm(sent(request), guide=page.guide, initial={"version": page.ended.version})
    shown = {
        "title": _("Utelämna: %(title)s") % {"title": page.guide.title},
        "lead": page.guide.ground,
        "warning": str(SENSITIVE) if page.guide.outcome_only else "",
        "button": _("Utelämna prövningen"),
    }
    return ask(
        request, page, form, shown, goal_of(page, "utelamnad"),
        lambda which: acts.leave_out(actor=request.actor, at=request.at, which=which, **form.kept()),
    )  # fmt: skip


@door("examination.write", "GET", "POST")
def again(request: Visit, case: UUID, guide: str) -> HttpResponse:
    """Examine anew."""
    page = page_for(request, case, guide)
    form = OnceForm(sent(request), initial={"version": page.ended.version})
    shown = {
        "title": _("Pröva på nytt: %(title)s") % {"title": page.guide.title},
        "lead": _("En ny prövning börjar med de gamla svaren. Den gamla slutsatsen finns kvar att läsa."),
        "button": _("Pröva på nytt"),
    }
    return ask(
        request, page, form, shown, goal_of(page, "pa-nytt"),
        lambda which: acts.again(actor=request.actor, at=request.at, which=which),
    )  # fmt: skip


@door("examination.share", "GET", "POST")
def share(request: Visit, case: UUID, guide: str) -> HttpResponse:
    """Let the parties read how it ended."""
    page = page_for(request, case, guide, "share")
    form = OnceForm(sent(request), initial={"version": page.ended.version})
    shown = {
        "title": _("Dela slutsatsen med parterna?"),
        "lead": _(
            "Parterna får läsa slutsatsen, motiveringen, er roll och dagen. Inte svaren eller beloppen."
        ),
        "warning": _("När ni delar är det en allmän handling. Ni kan inte ta tillbaka den."),
        "ending": page.ended,
        "button": _("Dela med parterna"),
    }
    return ask(
        request, page, form, shown, goal_of(page, "delad"),
        lambda which: acts.share(actor=request.actor, at=request.at, which=which),
    )  # fmt: skip
