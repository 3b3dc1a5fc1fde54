"""The explained assessment: facts in, a reasoned view of every form out, never a decision.

Kommunallagen 6 kap. 38 § forbids automated decisions in these matters; the product gives reasons.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from tillit.domain.engine import Engine, engine_for
from tillit.domain.forms import FORMS, Form
from tillit.domain.guidelines import Guideline
from tillit.domain.judging import Verdict
from tillit.domain.weighing import FormView, Reason, Weighing

__all__ = ["Assessment", "FormView", "Overall", "Reason", "assess"]

Overall = Form | Literal["none"] | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """The view of all forms. ``recommended`` names a form only when it holds whatever the open answers
    turn out to be, "none" when every form is excluded, otherwise None; ``between`` are the forms that a
    tie is between. ``open`` is every open question, the most decisive first; ``watched`` are those that
    only warnings ask for. ``discretion`` holds the grey zones that no answer settles: a person must
    reason about them in writing."""

    forms: Mapping[Form, FormView]
    recommended: Overall
    between: tuple[Form, ...]
    open: tuple[str, ...]
    watched: tuple[str, ...]
    discretion: tuple[Reason, ...]

    @property
    def next_question(self) -> str | None:
        """The open question that decides most; None when nothing is open."""
        return self.open[0] if self.open else None


def assess(guidelines: Iterable[Guideline], facts: Mapping[str, bool | None]) -> Assessment:
    """Weigh the facts under the guidelines together (the law and an authority's own, as a rule).

    Pure: the same facts and guidelines always give the same answer, in whatever order they come. Facts
    that no rule asks for make no difference. For a quick verdict without the whole explanation, see
    ``engine.Engine.explained``.
    """
    engine = engine_for(frozenset(guidelines))
    weighing = Weighing(engine, facts)
    verdict = weighing.verdict
    order = weighing.order()
    views = {form: weighing.view(index, order) for index, form in enumerate(FORMS)}
    return Assessment(
        forms=views,
        recommended=_overall(verdict),
        between=_between(engine, verdict),
        open=tuple(fact for fact in order if any(fact in view.open for view in views.values())),
        watched=weighing.watched(order),
        discretion=weighing.discretion(),
    )


def _overall(verdict: Verdict) -> Overall:
    if all(standing == "excluded" for standing in verdict.standings):
        return "none"
    return verdict.recommended


def _between(engine: Engine, verdict: Verdict) -> tuple[Form, ...]:
    """The forms a tie is between: possible, equally favoured and more than any other that counts."""
    lows, _ = engine.judge.grounds(verdict.standings, verdict.true, verdict.open)
    standing = dict(zip(FORMS, verdict.standings, strict=True))
    if verdict.recommended or "undecided" in standing.values():
        return ()
    rivals = [i for i, form in enumerate(FORMS) if standing[form] == "possible" and lows[i] > 0]
    if engine.subsidiary and len(rivals) > 1:
        rivals = [i for i in rivals if FORMS[i] != "partnership"]
    best = [i for i in rivals if lows[i] == max(lows[j] for j in rivals)]
    return tuple(FORMS[i] for i in best) if len(best) > 1 else ()
