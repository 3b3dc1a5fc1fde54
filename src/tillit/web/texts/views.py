"""Pages of text, read by anyone; nothing here depends on who asks."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show the public start page."""
    return render(request, "texts/start.html")


@require_safe
def partnership(request: HttpRequest) -> HttpResponse:
    """Explain what a partnership is, when it fits and what the other forms are."""
    return render(request, "texts/partnership.html")


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """Explain how the assessment reaches its answer."""
    return render(request, "texts/method.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show the accessibility statement."""
    return render(request, "texts/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Tell what is kept about the visitor: nothing."""
    return render(request, "texts/privacy.html")


@require_safe
def english(request: HttpRequest) -> HttpResponse:
    """Show the one page in English."""
    return render(request, "texts/english.html")


@require_safe
def health(_request: HttpRequest) -> JsonResponse:
    """Answer whether the server is up, for monitoring."""
    return JsonResponse({"ok": True})
