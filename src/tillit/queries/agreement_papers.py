"""The agreement ready to print: what is agreed, and what is only proposed and by whom."""

import json
from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from tillit.documents.agreement_paper import PaperAgreement, PaperSection, agreement_paper
from tillit.documents.document import Document
from tillit.domain.proposing import Content
from tillit.domain.section_data import data_lines
from tillit.queries.agreement_state import SectionSeen
from tillit.queries.agreements import AgreementHead, AgreementPage
from tillit.queries.section_guide import section_library


def agreement_document(page: AgreementPage, at: datetime) -> Document:
    """The whole agreement as it stands, without the sections that all have agreed to leave out."""
    return agreement_paper(
        PaperAgreement(
            title=_("%(word)s: %(title)s")
            % {"word": page.head.word.capitalize(), "title": page.head.case_title},
            number=page.head.number,
            authority=page.head.authority,
            version=page.version,
            settled=page.settled,
            parties=[one.name for one in page.head.sides],
            sections=[paper_section(page.head, one) for one in page.sections if not one.gone],
        ),
        localtime(at).date(),
    )


def paper_section(head: AgreementHead, one: SectionSeen) -> PaperSection:
    """A section as printed, word for word as it was proposed."""
    if one.wording is None:
        return PaperSection(one.title, (), "", _("Inget är skrivet än."))
    content, names = one.wording.content, ", ".join(side.name for side in one.waiting)
    note = ""
    if content.removed:
        note = _("%(who)s föreslår att avsnittet stryks. Väntar på %(names)s.")
    elif one.state != "agreed":
        note = _("Förslag från %(who)s. Väntar på %(names)s.")
    told = note % {"who": one.wording.source.name, "names": names} if note else ""
    return PaperSection(content.title, figure_lines(head, one.key, content), content.body, told)


def figure_lines(head: AgreementHead, key: str, content: Content) -> tuple[str, ...]:
    """The figures of a wording of the section with this key of the library, in sentences."""
    guide = section_library().by_id.get(key)
    names = {str(side.id or ""): side.name for side in head.sides}
    return data_lines(guide.kind if guide else "text", content.data, names)


def agreement_attachment(page: AgreementPage) -> bytes:
    """The machine-readable twin of the paper."""
    content = {
        "case": page.head.number,
        "title": page.head.case_title,
        "version": page.version,
        "settled": page.settled,
        "parties": [{"side": one.side, "name": one.name} for one in page.head.sides],
        "sections": [_plain(one) for one in page.sections],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _plain(one: SectionSeen) -> dict[str, object]:
    content = one.wording.content if one.wording else None
    return {
        "id": str(one.id),
        "key": one.key,
        "state": one.state,
        "version": one.standing.version,
        "title": one.title,
        "body": content.body if content else "",
        "data": json.loads(content.data) if content and content.data else None,
        "proposed_by": one.wording.source.name if one.wording else None,
        "accepted_by": [side.name for side in one.accepted],
    }
