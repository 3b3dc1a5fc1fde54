"""What the pages of the joint assessment say, worked out before the template."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.domain.guidelines import Guideline
from tillit.domain.sealed_assessment import Answer, Stale, Text
from tillit.queries.guidelines import bank
from tillit.queries.joint import AssessmentPage
from tillit.web.assessment.visitor import Idea

DONE = {
    "borjat": gettext_lazy("Bedömningen har börjat. Alla parter har fått ett brev."),
    "sparat": gettext_lazy("Sparat. Bara er egen sida ser svaren."),
    "forseglat": gettext_lazy("Era svar är förseglade. De öppnas när alla har förseglat sina."),
    "oppnade": gettext_lazy("Era svar är förseglade. Ni var sist, så nu är allas svar öppna."),
    "enats": gettext_lazy("Det gemensamma svaret är sparat."),
    "skrivet": gettext_lazy("Era överväganden är sparade."),
    "bekraftat": gettext_lazy("Ni har bekräftat bedömningen."),
}
_VALUES = {True: gettext_lazy("Ja"), False: gettext_lazy("Nej"), None: gettext_lazy("Vet inte")}


def idea_of(guideline: Guideline, answers: Mapping[str, Answer]) -> Idea:
    """Answers as the pages of the self-assessment take them."""
    facts = {fact: one.value for fact, one in answers.items()}
    return Idea(guideline.id, "", facts, {fact: one.why for fact, one in answers.items() if one.why})


def theirs(stale: Stale) -> dict[str, str]:
    """What someone else has written meanwhile: which question or point it is, and what it says now."""
    match stale.theirs:
        case Answer(value, why):
            return {"title": bank().by_id[stale.what].question, "body": f"{_VALUES[value]}. {why}".strip()}
        case Text(text):
            return {"title": _("Måste bedömas") if stale.what else _("Övervägda alternativ"), "body": text}


def agenda(page: AssessmentPage) -> list[dict[str, Any]]:
    """The differences as points of an agenda: the question, each side's answer, and what is agreed."""
    kinds = {one.name: one.side for one in page.sides}
    return [
        {
            "question": bank().by_id[one.fact],
            "answers": [
                {"name": page.names[side], "side": kinds[page.names[side]], **told(answer)}
                for side, answer in one.answers
            ],
            "agreed": told(page.joint.answers[one.fact]) if one.fact in page.joint.answers else None,
        }
        for one in page.agenda
    ]


def told(answer: Answer | None) -> dict[str, str]:
    """An answer in words, and why."""
    if answer is None:
        return {"text": _("Inget svar"), "why": ""}
    return {"text": str(_VALUES[answer.value]), "why": answer.why}


def points(page: AssessmentPage) -> list[tuple[str, str, str]]:
    """The points of discretion: key of rule, title and why; those that have been reasoned about too."""
    rules = {one.rule.key: one.rule for one in page.weighed.result.discretion}
    wanted = {one.rule.key for one in page.weighed.result.discretion if one.holds}
    kept = {key for key, one in page.joint.reasoning.items() if one.text and key in rules}
    return [(key, rules[key].title, rules[key].because) for key in rules if key in wanted | kept]


def left(page: AssessmentPage) -> dict[str, Any]:
    """What is missing, as the page lists it."""
    titles = {rule: title for rule, title, _because in points(page)}
    return {
        "unsettled": [bank().by_id[fact] for fact in page.missing.unsettled],
        "alternatives": page.missing.alternatives,
        "discretion": [titles[rule] for rule in page.missing.discretion],
        "count": page.missing.count,
    }
