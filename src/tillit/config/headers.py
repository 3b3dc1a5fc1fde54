"""Security headers that Django has no setting for."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


def private_pages(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: keep pages out of shared caches and close what the pages never use."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        kept = "private, no-store" if settings.SESSION_COOKIE_NAME in request.COOKIES else "private, no-cache"
        response.headers.setdefault("Cache-Control", kept)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return respond
