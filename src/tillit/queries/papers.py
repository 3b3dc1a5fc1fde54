"""Papers ready to print, put together from the queries: what the web and the command line hand out."""

import json

from django.utils.timezone import localtime

from tillit.documents.assessment_paper import Agreed, assessment_paper
from tillit.documents.document import Document
from tillit.documents.joint_paper import PaperSide, agreed_part
from tillit.documents.swedish import long_date
from tillit.domain.cases import plain_case
from tillit.domain.registration import shown
from tillit.queries.assessment import Weighed, as_json
from tillit.queries.guidelines import bank
from tillit.queries.joint import AssessmentPage


def assessment_document(weighed: Weighed, agreed: Agreed | None = None) -> Document:
    """The assessment as a paper for the file; `agreed` is what the sides of a case have added."""
    reasons = [r for view in weighed.result.forms.values() for r in (*view.reasons, *view.warnings)]
    return assessment_paper(
        case=weighed.case,
        guideline=weighed.guideline,
        law=weighed.law,
        bank=bank(),
        on=weighed.on,
        result=weighed.result,
        changes=weighed.changes,
        asked=weighed.asked,
        amounts={reason.rule.key: weighed.amounts(reason) for reason in reasons if reason.rule.amounts},
        agreed=agreed,
    )


def joint_document(page: AssessmentPage) -> Document:
    """The joint assessment as a paper for the file."""
    sides = [
        PaperSide(one.name, localtime(one.sealed_at).date() if one.sealed_at else None, one.confirmed)
        for one in page.sides
    ]
    words = "Inte bekräftad av alla än"
    if page.confirmed_at is not None:
        words = f"Bekräftad av alla {long_date(localtime(page.confirmed_at).date())}"
    part = agreed_part(
        number=shown(*page.case_number),
        state=f"{words}. Ersatt av en ny" if page.state == "superseded" else words,
        sides=sides,
        names=page.names,
        agenda=page.agenda,
        joint=page.joint,
        bank=bank(),
    )
    return assessment_document(page.weighed, part)


def assessment_attachment(weighed: Weighed) -> bytes:
    """The machine-readable twin of the paper: the case file and the assessment with its receipt."""
    content = {"case": plain_case(weighed.case), "assessment": as_json(weighed)}
    return json.dumps(content, ensure_ascii=False, indent=1).encode()
