"""The page for an address that names no guideline: it says so and offers the nearest one."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tillit.queries import guidelines as queries

View = Callable[[HttpRequest, str], HttpResponse]
_LONGEST = 60


def named_guideline(view: View) -> Callable[..., HttpResponse]:
    """Answer 404 in plain words where the view finds that no guideline has that id."""

    @wraps(view)
    def answer(request: HttpRequest, guideline_id: str) -> HttpResponse:
        try:
            return view(request, guideline_id)
        except queries.UnknownGuideline:
            near = queries.closest(guideline_id=guideline_id)
            context = {"asked": guideline_id[:_LONGEST], "near": near}
            return render(request, "guidelines/unknown.html", context, status=404)

    return answer
