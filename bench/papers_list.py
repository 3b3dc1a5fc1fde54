"""The papers that are printed: assessments of the real cases under one guideline after another."""

import itertools

from bench.views import ON, cases
from tillit.documents import pdf
from tillit.documents.document import Document
from tillit.documents.press import Press
from tillit.queries.assessment import weigh
from tillit.queries.guidelines import guidelines
from tillit.queries.papers import assessment_attachment, assessment_document

Paper = tuple[Document, bytes]


def papers(count: int) -> list[Paper]:
    """So many different papers: real cases under one guideline after another."""
    chosen = itertools.product(guidelines(), cases())
    made = []
    for guideline_id, case in itertools.islice(chosen, count):
        weighed = weigh(case=case, guideline_id=guideline_id, on=ON)
        made.append((assessment_document(weighed), assessment_attachment(weighed)))
    return made


def printed(paper: Paper, press: Press) -> bytes:
    """The paper as the web hands it out."""
    document, attachment = paper
    return pdf.render_pdf(document, attachment=attachment, attachment_name="bedomning.json", press=press)
