"""What the checker found, told as cases and sentences."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tillit.domain.checker import Contradiction, DeadRule
from tillit.domain.conditions import Term
from tillit.queries.guidelines import Described
from tillit.web.guidelines.telling import answers_in_words, in_a_row
from tillit.web.guidelines.words import FORMS, STANCES


@dataclass(frozen=True)
class Findings:
    """The findings in words. ``shared`` are the answers that every gap of the guideline's own begins with."""

    shared: list[str]
    gaps: list[str]
    law_gaps: list[str]
    dead: list[str]
    contradictions: list[str]
    unreachable: list[str]

    @property
    def all_gaps(self) -> int:
        """How many gaps there are, those of the law included."""
        return len(self.gaps) + len(self.law_gaps)


def findings(page: Described) -> Findings:
    """Tell what the checker found in the guideline, the gaps that the law has by itself set apart."""
    by_law = set(page.law_check.gaps) if page.guideline is not page.law else set()
    own = [gap for gap in page.check.gaps if gap not in by_law]
    shared: Term = frozenset.intersection(*own) if len(own) > 1 else frozenset()
    return Findings(
        shared=answers_in_words(shared, page.bank),
        gaps=[_gap(gap - shared, page) for gap in own],
        law_gaps=[_gap(gap, page) for gap in page.check.gaps if gap in by_law],
        dead=[_dead(dead, page) for dead in page.check.dead_rules],
        contradictions=[_contradiction(clash, page) for clash in page.check.contradictions],
        unreachable=[str(FORMS[form]) for form in page.check.unreachable],
    )


def _gap(gap: Term, page: Described) -> str:
    answers = in_a_row(answers_in_words(gap, page.bank))
    return _("Om ni svarar %(answers)s finns ingen form kvar.") % {"answers": answers}


def _dead(dead: DeadRule, page: Described) -> str:
    if dead.why == "never":
        return _("”%(rule)s” kan aldrig slå till. Inga svar uppfyller villkoret.") % {"rule": dead.rule.title}
    others = _titles(dead.covered_by, page)
    told = {"rule": dead.rule.title, "others": others}
    return _("”%(rule)s” avgör aldrig något. Samma fall stoppas redan av %(others)s.") % told


def _contradiction(clash: Contradiction, page: Described) -> str:
    if clash.kind == "instruction":
        return _against_instruction(clash, page)
    first, second = (_titles([key], page) for key in clash.rules)
    told = {"first": first, "second": second}
    if clash.kind == "shut":
        return _("%(first)s och %(second)s stoppar tillsammans alla fall.") % told
    return _("%(second)s talar för det som %(first)s alltid stoppar.") % told


def _against_instruction(clash: Contradiction, page: Described) -> str:
    section = next(s for s in page.guideline.sections if s.id == clash.section)
    told = {
        "section": section.title,
        "question": page.bank.by_id[clash.fact].label,
        "stance": STANCES[dict(section.stance)[clash.fact]],
        "rules": _titles(clash.rules, page),
    }
    if not clash.rules:
        return _("Avsnittet ”%(section)s” säger att ”%(question)s” %(stance)s. Ingen regel gör det.") % told
    return (
        _("Avsnittet ”%(section)s” säger att ”%(question)s” %(stance)s. %(rules)s säger något annat.") % told
    )


def _titles(keys: tuple[str, ...] | list[str], page: Described) -> str:
    titles = {rule.key: rule.title for rule in (*page.law.rules, *page.guideline.rules)}
    return ", ".join(f"”{titles.get(key, key)}”" for key in keys)
