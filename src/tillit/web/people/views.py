"""A person's own page: what waits, their homes, their settings and their data."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render

from tillit.actions import people
from tillit.queries.my_page import my_page, my_settings, own_data
from tillit.queries.tasks import my_tasks
from tillit.web.doors import Visit, door
from tillit.web.people.forms import SettingsForm
from tillit.web.people.words import done, due_words


@door("my.read", "GET")
def mine(request: Visit) -> HttpResponse:
    """What waits for the person, what has happened, and where they belong."""
    found = my_page(actor=request.actor, at=request.at)
    waiting = [(one, due_words(one.days or 0)) for one in found.waiting]
    tasks = [(one, due_words(one.days)) for one in my_tasks(actor=request.actor, at=request.at)]
    page = {"mine": found, "waiting": waiting, "tasks": tasks, "done": done(request.GET.get("klart"))}
    return render(request, "people/mine.html", page)


@door("my.edit", "GET", "POST")
def settings(request: Visit) -> HttpResponse:
    """Change one's name and how often mail comes."""
    now = my_settings(actor=request.actor, at=request.at)
    form = SettingsForm(
        request.POST if request.method == "POST" else None,
        initial={"name": now.name, "digest": now.digest},
    )
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        people.edit(actor=request.actor, at=request.at, name=found["name"], digest=found["digest"])
        return HttpResponseRedirect(f"{redirect('people:mine').url}?klart=sparat")
    page = {"form": form, "email": now.email}
    return render(request, "people/settings.html", page, status=400 if form.errors else 200)


@door("my.export", "GET")
def export(request: Visit) -> HttpResponse:
    """All that is kept about the person, as a file."""
    found = own_data(actor=request.actor, at=request.at)
    answer = JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = 'attachment; filename="mina-uppgifter.json"'
    return answer


@door("my.read", "GET")
def have_invitation(request: Visit) -> HttpResponse:
    """How to use an invitation that one has been sent."""
    return render(request, "people/have_invitation.html", {"actor": request.actor})


@door("my.read", "POST")
def notice(request: Visit, notice: UUID) -> HttpResponse:
    """Mark a notice as read and go where it leads."""
    link = people.read_notice(actor=request.actor, at=request.at, notice_id=notice)
    return HttpResponseRedirect(link)
