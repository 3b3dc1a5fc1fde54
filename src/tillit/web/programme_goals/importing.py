"""A list of goals brought in: from Excel, CSV or a paste, looked at line by line, saved all at once. And out again."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from tillit.actions import programme_goals as acts
from tillit.domain.listed import decoded
from tillit.domain.programme_goals import EXAMPLE, GoalFacts, read_goals
from tillit.gateways.bad_files import BadFile
from tillit.gateways.sheets import LARGEST, is_workbook, safe_csv, sheet_text
from tillit.queries import programme_goals as asked
from tillit.web.authorities.views import attempt, page_of, saved
from tillit.web.doors import Visit, door
from tillit.web.programme_goals.forms import GoalListForm

HEADINGS = EXAMPLE.split(";")
SAMPLE = GoalFacts(
    "Budget 2027",
    "Fler barn har en trygg fritid",
    "Nämnden ska nå barn som inte är med i någon förening.",
    "KS 2026/412, § 187",
    None,
    2027,
    2027,
)


@door("authority.goals", "GET", "POST")
def bring_in(request: Visit, authority: UUID) -> HttpResponse:
    """Read the list and show it; when it has been looked at (`sedd`), save it. It is read anew each time."""
    page = page_of(request, authority, "goals")
    form = GoalListForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    shown: dict[str, Any] = {"authority": page, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "programme_goals/import.html", shown, status=400 if form.errors else 200)
    try:
        text = _text(form)
    except BadFile as problem:
        form.add_error("sheet", str(problem))
        return render(request, "programme_goals/import.html", shown, status=400)
    whose: dict[str, Any] = {"actor": request.actor, "at": request.at, "authority": authority}
    found = read_goals(text, taken=asked.keys(**whose))
    if request.POST.get("sedd") == "1" and found.usable:
        goals = [row.facts for row in found.rows]
        if attempt(form, lambda: acts.bring_in(**whose, goals=goals)):
            return saved("programme_goals:list", authority)
    shown |= {"list": found, "text": text, "faults": sum(bool(row.problems) for row in found.rows)}
    return render(request, "programme_goals/preview.html", shown, status=200 if found.usable else 400)


def _text(form: GoalListForm) -> str:
    """The list as CSV text, from whichever way it came. Raises BadFile."""
    sheet = form.cleaned_data["sheet"]
    if not sheet:
        return str(form.cleaned_data["goals"])
    data = sheet.read(LARGEST + 1)
    return sheet_text(data) if is_workbook(data) else decoded(data)


@door("authority.goals", "GET")
def template(request: Visit, authority: UUID) -> HttpResponse:
    """A list to begin with: the headings and one line."""
    page_of(request, authority, "goals")
    return _csv([HEADINGS, _cells(SAMPLE)], "mall-programmal.csv")


@door("authority.read", "GET")
def export(request: Visit, authority: UUID) -> HttpResponse:
    """All goals as a list that can be brought in elsewhere."""
    page_of(request, authority)
    found = asked.every_goal(actor=request.actor, at=request.at, authority=authority)
    return _csv([HEADINGS, *(_cells(one.facts) for one in found)], "programmal.csv")


def _cells(facts: GoalFacts) -> list[str]:
    day = facts.decided_on.isoformat() if facts.decided_on else ""
    years = [str(facts.first_year), str(facts.last_year)]
    return [facts.programme, facts.title, facts.body, facts.reference, day, *years]


def _csv(rows: list[list[str]], name: str) -> HttpResponse:
    return HttpResponse(
        safe_csv(rows),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )
