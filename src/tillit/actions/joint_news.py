"""Who is told what about a joint assessment: that something waits, never what anyone has answered."""

from datetime import datetime

from django.utils.translation import gettext as _

from tillit.actions.case_news import tell_board, tell_organisation
from tillit.store.models import AnswerSheet, CaseAssessment


def tell_others(
    assessment: CaseAssessment, mine: AnswerSheet | None, event: str, subject: str, told: str, at: datetime
) -> None:
    """Tell every side but one's own; all of them when `mine` is None."""
    case, key = assessment.case, f"{event}:{assessment.pk}"
    for party in case.parties.filter(left_at=None).select_related("organisation"):
        if mine is None or party.organisation_id != mine.organisation_id:
            tell_organisation(case, party.organisation, key, subject, told, at)
    if mine is None or mine.organisation_id is not None:
        tell_board(case, key, subject, [told], at)


def tell_begun(assessment: CaseAssessment, at: datetime) -> None:
    """All sides: there are questions to answer."""
    subject = _("Er tur: svara på frågorna i den gemensamma bedömningen")
    told = _(
        "En gemensam bedömning har börjat i ert ärende. Varje part svarar för sig. "
        "Ingen ser de andras svar förrän alla har förseglat sina."
    )
    tell_others(assessment, None, "assessment.begun", subject, told, at)


def tell_sealed(assessment: CaseAssessment, sheet: AnswerSheet, name: str, at: datetime) -> None:
    """The other sides: one has sealed, and all answers open when the last one has."""
    subject = _("%(name)s har förseglat sina svar") % {"name": name}
    told = _("%(name)s har svarat klart i bedömningen. Svaren öppnas när alla har förseglat sina.") % {
        "name": name
    }
    tell_others(assessment, sheet, f"sheet.sealed:{sheet.pk}", subject, told, at)


def tell_opened(assessment: CaseAssessment, at: datetime) -> None:
    """All sides: the answers are open, and the differences are what to meet about."""
    subject = _("Svaren är öppna: se vad ni har svarat olika på")
    told = _("Alla parter har förseglat sina svar. Det ni har svarat olika på är dagordning för nästa möte.")
    tell_others(assessment, None, "assessment.opened", subject, told, at)


def tell_confirmed(assessment: CaseAssessment, at: datetime) -> None:
    """All sides: the assessment is confirmed and locked."""
    subject = _("Den gemensamma bedömningen är klar")
    told = _("Alla parter har bekräftat bedömningen. Den är låst och finns som handling i ärendet.")
    tell_others(assessment, None, "assessment.confirmed", subject, told, at)
