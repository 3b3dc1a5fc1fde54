"""Pages of text, read by anyone; nothing here depends on who asks."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from tillit.queries.health import health_of
from tillit.web.doors import door
from tillit.web.texts import access_words


@door("page.read")
def start(request: HttpRequest) -> HttpResponse:
    """Show the public start page."""
    return render(request, "texts/start.html")


@door("page.read")
def partnership(request: HttpRequest) -> HttpResponse:
    """Explain what a partnership is, when it fits and what the other forms are."""
    return render(request, "texts/partnership.html")


@door("page.read")
def method(request: HttpRequest) -> HttpResponse:
    """Explain how the assessment reaches its answer."""
    return render(request, "texts/method.html")


@door("page.read")
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show the accessibility statement."""
    return render(request, "texts/accessibility.html")


@door("page.read")
def privacy(request: HttpRequest) -> HttpResponse:
    """Tell what is kept about the visitor: nothing."""
    return render(request, "texts/privacy.html")


@door("page.read")
def english(request: HttpRequest) -> HttpResponse:
    """Show the one page in English."""
    return render(request, "texts/english.html")


@door("page.read")
def access(request: HttpRequest) -> HttpResponse:
    """Show who may do what: the access table itself."""
    return render(request, "texts/access.html", {"groups": access_words.groups()})


@door("page.read")
def security(_request: HttpRequest) -> HttpResponse:
    """Tell finders of flaws where to turn (RFC 9116); 404 until the installation has stated a contact."""
    if not settings.CONTACT:
        raise Http404
    expires = (timezone.now() + timedelta(days=180)).replace(microsecond=0).isoformat()
    lines = [f"Contact: {settings.CONTACT}", f"Expires: {expires}", "Preferred-Languages: sv, en"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@door("page.read")
def health(_request: HttpRequest) -> JsonResponse:
    """Answer whether the server is up, for monitoring."""
    return JsonResponse({"ok": True})


@door("page.read")
def ready(_request: HttpRequest) -> JsonResponse:
    """Answer whether the server reaches its database and the outbox moves; 503 when it does not."""
    wellness = health_of(at=timezone.now())
    return JsonResponse(wellness, status=200 if wellness["ok"] else 503)
