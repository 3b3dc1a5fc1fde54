"""When too many save at once: a page that says so, holds everything that was typed, and sends it again."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tillit.queries.busy import is_busy

Next = Callable[[HttpRequest], HttpResponse]


class TryAgain:
    """A middleware: what the database had no time for answers 503. Nothing was saved, and nothing typed is lost."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Do nothing else."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, trouble: Exception) -> HttpResponse | None:
        """The page, with what the form sent in it; None for any other trouble. Files have to be chosen anew."""
        if not is_busy(trouble):
            return None
        typed = [(name, value) for name, values in request.POST.lists() for value in values]
        shown = {
            "typed": [pair for pair in typed if pair[0] != "csrfmiddlewaretoken"],
            "files": bool(request.FILES),
        }
        answer = render(request, "texts/error_busy.html", shown, status=503)
        answer["Retry-After"] = "5"
        return answer
