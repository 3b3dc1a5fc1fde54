"""The logo of an authority: shown to those who work there, set and removed by their administrator."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse

from tillit.actions.logos import LARGEST, set_logo
from tillit.queries.authorities import logo
from tillit.queries.files import FileUnreadable
from tillit.web.authorities.forms import LogoForm
from tillit.web.authorities.views import answer, page_of
from tillit.web.doors import Visit, door
from tillit.web.files.views import SAFE

#: The address tells which picture it is, so the browser may keep it; nobody between may.
HEADERS = {**SAFE, "Cache-Control": "private, max-age=86400"}


@door("authority.read", "GET")
def picture(request: Visit, authority: UUID) -> HttpResponse:
    """The picture itself."""
    try:
        data = logo(actor=request.actor, authority=authority)
    except FileUnreadable:
        return HttpResponse(status=503)
    return HttpResponse(data, content_type="image/png", headers=HEADERS)


@door("authority.edit", "GET", "POST")
def change(request: Visit, authority: UUID) -> HttpResponse:
    """Send a new logo, or remove the one there is."""
    page = page_of(request, authority, "edit")

    def make(data: Any) -> LogoForm:
        files = request.FILES if data is not None else None
        return LogoForm(data, files, initial={"version": page.version}, there=bool(page.logo))

    def act(sent: dict[str, Any]) -> None:
        file = None if sent.get("remove") else sent["file"]
        set_logo(
            actor=request.actor,
            at=request.at,
            authority=authority,
            version=sent["version"],
            name=file.name if file else "",
            data=file.read(LARGEST + 1) if file else None,
        )

    return answer(request, page, "authorities/logo.html", make, act)
