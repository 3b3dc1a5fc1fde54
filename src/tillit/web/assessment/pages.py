"""What the pages show, worked out before the template: words and rows, no decisions."""

import datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.domain.guidelines import Guideline
from tillit.queries.assessment import Weighed
from tillit.queries.guidelines import asked, bank, guideline, guidelines, law, reasons_to_ask
from tillit.web.assessment.forms import AnswerForm
from tillit.web.assessment.visitor import Idea

FILE_TOO_LONG: Final = gettext_lazy(
    "Texterna i filen är längre än vad vi kan hålla i er webbläsare. Ta bort några motiveringar eller källor "
    "i en kopia av filen och försök igen. Svaren får plats."
)
TOO_MUCH: Final = gettext_lazy(
    "Texterna är nu längre än vad vi kan hålla i er webbläsare. Korta den här motiveringen, "
    "eller ladda ner ärendefilen och skriv vidare där."
)
#: The guideline and the law that ask.
Under = tuple[Guideline, Guideline]
_VALUES: Final = {True: "ja", False: "nej", None: "vet-inte"}


def guideline_groups(on: datetime.date) -> list[dict[str, Any]]:
    """The guidelines to choose among: authorities, general ones, the law alone."""
    found = list(guidelines().values())
    general = [g for g in found if g.id in ("skr-2018", "uhm", "forum-2010")]
    own = [g for g in found if g not in general and g.kind != "law"]
    law = [g for g in found if g.kind == "law"]
    titles = (
        _("Kommunens eller regionens egen riktlinje"),
        _("Allmänna riktlinjer, om er kommun inte finns med"),
        _("Bara lagen"),
    )
    return [
        {"title": title, "guidelines": [{"one": g, "in_force": g.valid_on(on)} for g in group]}
        for title, group in zip(titles, (own, general, law), strict=True)
    ]


def installed(idea: Idea) -> Under:
    """The guideline that the visitor chose, and the law."""
    return guideline(guideline_id=idea.guideline), law()


def question_page(
    idea: Idea, fact: str, form: AnswerForm | None, *, under: Under, too_much: bool = False
) -> dict[str, Any]:
    """One question with its place among the others and what has been answered before."""
    order = asked(*under)
    position = order.index(fact) + 1 if fact in order else 0
    found = bank().by_id[fact]
    chosen = _VALUES[idea.facts[fact]] if fact in idea.facts else ""
    why = idea.motivations.get(fact, "")
    if form is not None:
        chosen, why = form.data.get("answer", ""), form.data.get("why", "")
    return {
        "guideline": idea.guideline,
        "question": found,
        "theme": next(theme.title for theme in bank().themes if theme.id == found.theme),
        "position": position,
        "total": len(order),
        "answered": sum(idea.facts.get(name) is not None for name in order),
        "previous": order[position - 2] if position > 1 else None,
        "options": _options(found.yes_example, found.no_example, chosen),
        "why": why,
        "errors": _errors(form, too_much=too_much),
        "rules": reasons_to_ask(*under, fact),
    }


def _options(yes: str, no: str, chosen: str) -> list[dict[str, Any]]:
    shown = (
        ("ja", _("Ja"), yes),
        ("nej", _("Nej"), no),
        ("vet-inte", _("Vet inte"), _("Det går bra att fortsätta. Frågan finns kvar.")),
    )
    return [{"value": v, "label": text, "hint": hint, "checked": v == chosen} for v, text, hint in shown]


def _errors(form: AnswerForm | None, *, too_much: bool) -> list[tuple[str, str]]:
    found = [(field, str(texts[0])) for field, texts in form.errors.items()] if form is not None else []
    return [*found, ("why", str(TOO_MUCH))] if too_much else found


def answer_themes(weighed: Weighed, idea: Idea) -> list[dict[str, Any]]:
    """Every asked question by theme, with its answer or why it can be left."""
    remaining = set(weighed.remaining)
    themes = []
    for theme in bank().themes:
        rows = [
            _answer_row(idea, fact, still_matters=fact in remaining)
            for fact in weighed.asked
            if bank().by_id[fact].theme == theme.id
        ]
        if rows:
            themes.append({"title": theme.title, "rows": rows})
    return themes


def _answer_row(idea: Idea, fact: str, *, still_matters: bool) -> dict[str, Any]:
    if idea.facts.get(fact) is not None:
        text, tone = (_("Ja"), "good") if idea.facts[fact] else (_("Nej"), "good")
    elif fact in idea.facts:
        text, tone = _("Vet inte"), "warning"
    elif still_matters:
        text, tone = _("Inte besvarad"), "neutral"
    else:
        text, tone = _("Behövs inte"), "neutral"
    why = idea.motivations.get(fact, "")
    return {"question": bank().by_id[fact], "text": text, "tone": tone, "why": why}
