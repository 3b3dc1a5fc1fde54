"""Files: put one at a place, take it away, and fetch it, always as an attachment that nothing opens."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header

from tillit.actions import files
from tillit.actions.homes import Refused
from tillit.queries.files import FileUnreadable, Place, Spot, at_spot, spot
from tillit.queries.files import fetch as find_file
from tillit.web.doors import Visit, door
from tillit.web.files.forms import FileForm, ProfileFileForm

SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
}


@door("writing.read", "GET")
def fetch(request: Visit, attachment: UUID) -> HttpResponse:
    """A file, to whoever may read where it is: anyone for a public text, the gate decides."""
    try:
        found = find_file(actor=request.actor, attachment_id=attachment)
    except FileUnreadable:
        return render(request, "files/unreadable.html", status=503)
    answer = HttpResponse(found.data, content_type=found.mime, headers=SAFE)
    answer["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    return answer


@door("organisation.edit", "GET", "POST")
def attach_to_organisation(request: Visit, organisation: UUID) -> HttpResponse:
    """Put a file on an organisation's profile."""
    return _attach(request, _spot(request, Place.ORGANISATION, organisation, organisation))


@door("draft.write", "GET", "POST")
def attach_to_draft(request: Visit, organisation: UUID, draft: UUID) -> HttpResponse:
    """Put a file with a draft in the own space."""
    return _attach(request, _spot(request, Place.DRAFT, draft, organisation))


@door("writing.write", "GET", "POST")
def attach_to_writing(request: Visit, case: UUID, writing: UUID) -> HttpResponse:
    """Put a file with a text in a case."""
    return _attach(request, _spot(request, Place.WRITING, writing, case))


@door("organisation.edit", "GET", "POST")
def remove_from_organisation(request: Visit, organisation: UUID, attachment: UUID) -> HttpResponse:
    """Take a file away from a profile."""
    return _remove(request, _spot(request, Place.ORGANISATION, organisation, organisation), attachment)


@door("draft.write", "GET", "POST")
def remove_from_draft(request: Visit, organisation: UUID, draft: UUID, attachment: UUID) -> HttpResponse:
    """Take a file away from a draft."""
    return _remove(request, _spot(request, Place.DRAFT, draft, organisation), attachment)


@door("writing.write", "GET", "POST")
def remove_from_writing(request: Visit, case: UUID, writing: UUID, attachment: UUID) -> HttpResponse:
    """Take a file away from an internal text."""
    return _remove(request, _spot(request, Place.WRITING, writing, case), attachment)


def _spot(request: Visit, place: Place, key: UUID, parent: UUID) -> Spot:
    """The place, when the actor may change its files."""
    return spot(actor=request.actor, at=request.at, place=place, place_id=key, parent=parent)


def _attach(request: Visit, where: Spot) -> HttpResponse:
    """Show the form, or put what it sends at the place."""
    kind = ProfileFileForm if where.place is Place.ORGANISATION else FileForm
    post = request.method == "POST"
    wanted = request.GET.get("slag", "")
    form = kind(request.POST if post else None, request.FILES if post else None, initial={"kind": wanted})
    if post and form.is_valid():
        try:
            files.attach(
                actor=request.actor,
                at=request.at,
                place=where.place,
                place_id=where.id,
                parent=where.parent,
                **form.sent(),
            )
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return HttpResponseRedirect(f"{_home(where)}?klart=fil")
    page = {"form": form, "where": where, "back": _home(where)}
    return render(request, "files/attach.html", page, status=400 if form.errors else 200)


def _remove(request: Visit, where: Spot, attachment: UUID) -> HttpResponse:
    """Ask once, then take the file away."""
    found = at_spot(actor=request.actor, attachment_id=attachment, where=where)
    page = {"where": where, "file": found, "back": _home(where)}
    if request.method == "POST":
        try:
            files.remove(
                actor=request.actor,
                at=request.at,
                place=where.place,
                place_id=where.id,
                parent=where.parent,
                attachment_id=attachment,
            )
        except Refused as refusal:
            return render(request, "files/remove.html", {**page, "refused": str(refusal)}, status=409)
        return HttpResponseRedirect(f"{_home(where)}?klart=borttagen")
    return render(request, "files/remove.html", page)


def _home(where: Spot) -> str:
    """The page of a place."""
    match where.place:
        case Place.DRAFT:
            return reverse("drafts:show", args=[where.parent, where.id])
        case Place.WRITING:
            return reverse("cases:writing", args=[where.parent, where.id])
    return reverse("organisations:show", args=[where.id])
