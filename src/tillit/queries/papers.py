"""Papers ready to print, put together from the queries: what the web and the command line hand out."""

import json

from tillit.documents.assessment_paper import assessment_paper
from tillit.documents.document import Document
from tillit.domain.cases import plain_case
from tillit.queries.assessment import Weighed, as_json
from tillit.queries.guidelines import bank


def assessment_document(weighed: Weighed) -> Document:
    """The assessment as a paper for the file."""
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
    )


def assessment_attachment(weighed: Weighed) -> bytes:
    """The machine-readable twin of the paper: the case file and the assessment with its receipt."""
    content = {"case": plain_case(weighed.case), "assessment": as_json(weighed)}
    return json.dumps(content, ensure_ascii=False, indent=1).encode()
