"""What a visitor reads when something went wrong: what happened and what to do.

Django calls these with arguments of its own by name, hence the ones that are not used.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tillit.domain.actors import ANONYMOUS


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Answer 400: the server could not read what was sent."""
    return render(request, "texts/error_400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Answer 403: the page may not be opened."""
    return render(request, "texts/error_403.html", status=403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """Answer 403 when a form was sent without its proof of origin."""
    return render(request, "texts/error_form.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Answer 404: there is no such page."""
    return render(request, "texts/error_404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500: something broke here. The page asks the store nothing: it may be the store that broke."""
    request.actor = ANONYMOUS  # type: ignore[attr-defined]
    return render(request, "texts/error_500.html", status=500)
