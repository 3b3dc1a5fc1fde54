"""Messages in a case: written once to all parties, and read."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tillit.actions.homes import Refused
from tillit.actions.messages import send
from tillit.queries.dialogue import message_page, speak_page
from tillit.web.cases.burden import burden_shown
from tillit.web.dialogue.forms import MessageForm
from tillit.web.dialogue.words import DONE
from tillit.web.doors import Visit, door


@door("case.message", "GET", "POST")
def new(request: Visit, case: UUID) -> HttpResponse:
    """Write a message. The page says beforehand that it cannot be taken back."""
    page = speak_page(actor=request.actor, at=request.at, case=case, action="case.message")
    form = MessageForm(request.POST if request.method == "POST" else None, sides=page.voices)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("side", "body")}
        try:
            key = send(actor=request.actor, at=request.at, case=case, **said)
            return HttpResponseRedirect(f"{reverse('dialogue:message', args=[case, key])}?klart=skickat")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    status = 400 if form.errors else 200
    burden = burden_shown(request, case, {"message": 1})
    shown = {"page": page, "form": form, "burden": burden}
    return render(request, "dialogue/new_message.html", shown, status=status)


@door("case.read")
def show(request: Visit, case: UUID, message: UUID) -> HttpResponse:
    """One message."""
    page = message_page(actor=request.actor, at=request.at, case=case, message=message)
    done = DONE.get(request.GET.get("klart", ""))
    return render(request, "dialogue/message.html", {"message": page, "done": done})
