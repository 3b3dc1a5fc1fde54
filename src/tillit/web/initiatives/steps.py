"""One question of an initiative: written, saved as it is typed, and met by another's text without losing a word."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from tillit.actions import initiatives as acts
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.domain.challenges import differences
from tillit.domain.initiatives import Part, Step
from tillit.queries.drafts import DraftPage, draft_page
from tillit.queries.gate import NotAllowed, NotThere
from tillit.queries.initiative_guide import initiative_guide
from tillit.web.doors import Visit, door
from tillit.web.initiatives.forms import PartForm

#: From "Ändra" on the page where the answers are checked: back there, not on to the next question.
BACK = "kontroll"


@door("draft.write", "GET", "POST")
def step(request: Visit, organisation: UUID, draft: UUID, step: str) -> HttpResponseBase:
    """Show one question, or take its answer and go on. A script that saves while one types gets its answer as JSON."""
    asked = initiative_guide().by_id.get(step)
    page = draft_page(actor=request.actor, at=request.at, organisation=organisation, draft=draft)
    if asked is None or page.initiative is None:
        raise NotThere
    if not page.may_write:
        raise NotAllowed("role")
    part = page.initiative.part(asked.id)
    if request.method != "POST":
        return _shown(request, page, asked, _form(asked, None, part))
    form = _form(asked, request.POST, part)
    if not form.is_valid():
        return _wrong(request, page, asked, form)
    removed = asked.id == initiative_guide().carried.id and request.POST.get("vidare") == "bort"
    text = "" if removed else form.cleaned_data["wording"]
    whose: dict[str, Any] = {"actor": request.actor, "at": request.at, "draft": draft, "part": asked.id}
    try:
        version = acts.write_part(**whose, seen=form.cleaned_data["version"], text=text)
    except Conflict:
        return _met(request, page, asked, text)
    except Refused as refusal:
        form.add_error("wording", str(refusal))
        return _wrong(request, page, asked, form)
    if _quiet(request):
        told = _("Sparat %(clock)s") % {"clock": f"{localtime(request.at):%H.%M}"}
        return JsonResponse({"said": told, "version": version})
    return HttpResponseRedirect(_onwards(request, page, asked))


def _form(step: Step, data: Any, part: Part) -> PartForm:
    start = {"wording": part.text, "version": part.version}
    return PartForm(data, step=step, needed=step.id == initiative_guide().name.id, initial=start)


def _quiet(request: Visit) -> bool:
    """Whether it is the script that asks."""
    return not request.accepts("text/html")


def _onwards(request: Visit, page: DraftPage, step: Step) -> str:
    """Where to go when an answer is saved."""
    following = initiative_guide().following(step.id)
    stays = request.POST.get("till") == BACK or request.POST.get("vidare") in ("sedan", "bort")
    if following and not stays:
        return reverse("initiatives:step", args=[page.organisation, page.id, following])
    return f"{reverse('drafts:show', args=[page.organisation, page.id])}?klart=sparad"


def _wrong(request: Visit, page: DraftPage, step: Step, form: PartForm) -> HttpResponse:
    if _quiet(request):
        first = next(iter(form.errors.values()))[0]
        return JsonResponse({"said": _("Inte sparat. %(why)s") % {"why": first}}, status=400)
    return _shown(request, page, step, form, status=400)


def _met(request: Visit, page: DraftPage, step: Step, mine: str) -> HttpResponse:
    """Someone else was first with this answer: theirs beside the writer's own, which stays in the form."""
    if _quiet(request):
        said = _(
            "Inte sparat: någon annan har ändrat samma svar. Tryck på Spara, så får ni se båda texterna."
        )
        return JsonResponse({"said": said}, status=409)
    now = draft_page(actor=request.actor, at=request.at, organisation=page.organisation, draft=page.id)
    theirs = now.initiative.part(step.id) if now.initiative else Part()
    form = _form(step, None, Part(mine, theirs.version))
    more = {"met": True, "theirs": theirs.text, "pieces": differences(theirs.text, mine)}
    return _shown(request, now, step, form, status=409, **more)


def _shown(
    request: Visit, page: DraftPage, step: Step, form: PartForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    guide = initiative_guide()
    place, back = (
        guide.place(step.id),
        (request.POST if request.method == "POST" else request.GET).get("till"),
    )
    shown: dict[str, Any] = {"draft": page, "step": step, "form": form, "place": place, **more}
    shown |= {
        "steps": len(guide.steps),
        "back": BACK if back == BACK else "",
        "last": place == len(guide.steps),
    }
    shown |= {
        "before": guide.steps[place - 2].id if place > 1 else "",
        "carried": step.id == guide.carried.id,
    }
    shown["one_line"] = step.id == guide.name.id
    return render(request, "initiatives/step.html", shown, status=status)
