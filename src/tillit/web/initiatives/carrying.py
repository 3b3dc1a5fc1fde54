"""What a self-assessment brings along to an initiative: what it came to, and the reasons that were given."""

from datetime import date

from django.utils.translation import gettext as _

from tillit.documents.assessment_words import conclusion
from tillit.documents.swedish import long_date
from tillit.queries.assessment import weigh
from tillit.queries.guidelines import bank
from tillit.web.assessment.visitor import Idea


def carried_text(idea: Idea, on: date, longest: int) -> str:
    """The result and the motivations as a text of at most `longest` characters."""
    weighed = weigh(case=idea.case, guideline_id=idea.guideline, on=on, with_changes=False)
    names = {
        "guideline": weighed.guideline.short,
        "day": long_date(on),
        "answered": weighed.answered,
        "asked": len(weighed.asked),
        "conclusion": conclusion(weighed.result),
    }
    head = _(
        "Vi prövade idén mot riktlinjen %(guideline)s den %(day)s och svarade på %(answered)d av %(asked)d frågor. "
        "%(conclusion)s."
    )
    parts = [head % names]
    for fact, question in bank().by_id.items():
        why = idea.motivations.get(fact, "").strip()
        if why:
            answer = {True: _("ja"), False: _("nej"), None: _("vet inte")}[idea.facts.get(fact)]
            parts.append(f"{question.label}: {answer}. {why}")
    return "\n\n".join(parts)[:longest]
