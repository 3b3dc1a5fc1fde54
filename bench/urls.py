"""Tillit's addresses, and a page with nothing on it to measure them against."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def empty(_request: HttpRequest) -> HttpResponse:
    """The least that Django can answer."""
    return HttpResponse("")


urlpatterns = [path("bench/empty/", empty), path("", include("tillit.config.urls"))]
