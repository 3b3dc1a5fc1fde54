"""What a visitor has answered so far. It lives in a cookie in the visitor's own browser, nowhere else."""

from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from tillit.domain.cases import Case
from tillit.queries.guidelines import LAW, bank, guidelines

COOKIE: Final = "tillit-ide"
PATH: Final = "/iop/"
#: Browsers keep at most 4096 bytes of a cookie, its name and attributes included.
LARGEST: Final = 3800
LONGEST_TITLE: Final = 120
LONGEST_WHY: Final = 400
_SALT: Final = "tillit.idea.1"


class TooMuchText(Exception):
    """The answers and motivations no longer fit in the cookie."""


@dataclass(frozen=True)
class Idea:
    """The visitor's idea. ``facts`` holds only the questions seen: None is "Vet inte"."""

    guideline: str = ""
    title: str = ""
    facts: dict[str, bool | None] = field(default_factory=dict)
    motivations: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)

    @property
    def begun(self) -> bool:
        """Whether a guideline has been chosen."""
        return bool(self.guideline)

    @property
    def case(self) -> Case:
        """The idea as a case, every fact of the bank included."""
        facts = {fact: self.facts.get(fact) for fact in bank().by_id}
        title = self.title or "Vår idé"
        about = {"guideline": self.guideline} if self.guideline else {}
        return Case("var-ide", title, facts, self.motivations, self.sources, about)

    def answered(self, fact: str, value: bool | None, why: str) -> "Idea":
        """The idea with one answer and its motivation set."""
        motivations = {key: text for key, text in {**self.motivations, fact: why}.items() if text}
        return replace(self, facts={**self.facts, fact: value}, motivations=motivations)


def idea_of(request: HttpRequest) -> Idea:
    """The idea in the visitor's cookie; an empty one where there is none or it cannot be read."""
    try:
        raw = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT)
        idea = _unpacked(raw)
    except (signing.BadSignature, ValueError, TypeError, KeyError):
        return Idea()
    return idea if idea.guideline in guidelines() or not idea.guideline else replace(idea, guideline=LAW)


def idea_from_case(case: Case) -> Idea:
    """The idea in an uploaded case file."""
    chosen = case.about.get("guideline")
    return Idea(
        guideline=chosen if isinstance(chosen, str) and chosen in guidelines() else LAW,
        title=case.title[:LONGEST_TITLE],
        facts={fact: value for fact, value in case.facts.items() if value is not None},
        motivations=dict(case.motivations),
        sources=dict(case.sources),
    )


def keep(response: HttpResponse, idea: Idea) -> HttpResponse:
    """Put the idea in the cookie, until the browser is closed. Raises TooMuchText."""
    value = signing.dumps(_packed(idea), salt=_SALT, compress=True)
    if len(value) > LARGEST:
        raise TooMuchText
    secure = settings.CSRF_COOKIE_SECURE
    response.set_cookie(COOKIE, value, path=PATH, httponly=True, samesite="Lax", secure=secure)
    return response


def forget(response: HttpResponse) -> HttpResponse:
    """Remove the cookie."""
    response.delete_cookie(COOKIE, path=PATH, samesite="Lax")
    return response


def _packed(idea: Idea) -> list[Any]:
    marks = {True: "j", False: "n", None: "v"}
    answers = "".join(marks[idea.facts[f]] if f in idea.facts else "-" for f in bank().by_id)
    return [idea.guideline, idea.title, answers, idea.motivations, idea.sources]


def _unpacked(raw: Any) -> Idea:
    guideline, title, answers, motivations, sources = raw
    values = {"j": True, "n": False, "v": None}
    facts = {f: values[mark] for f, mark in zip(bank().by_id, answers, strict=True) if mark != "-"}
    return Idea(str(guideline), str(title), facts, dict(motivations), dict(sources))
