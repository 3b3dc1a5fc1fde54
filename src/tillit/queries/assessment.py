"""One case weighed under one guideline, or under all, with everything a page, paper or command shows."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tillit.domain.assessment import Assessment, Reason, assess
from tillit.domain.cases import Case, parse_case
from tillit.domain.changes import Change, what_would_change
from tillit.domain.forms import FORMS, Standing
from tillit.domain.guidelines import Amount, Guideline
from tillit.domain.receipts import receipt, replay
from tillit.gateways.data_files import naming, parse_data, read_data
from tillit.queries.guidelines import LAW, asked, bank, guideline, guidelines, law


@dataclass(frozen=True)
class Weighed:
    """A case under a guideline and the law, on a day: the view, what would change it, and the receipt."""

    case: Case
    guideline: Guideline
    law: Guideline
    on: datetime.date
    result: Assessment
    changes: tuple[Change, ...]

    @property
    def asked(self) -> tuple[str, ...]:
        """The facts that the guideline and the law ask for, in the order of the bank."""
        return asked(self.guideline, self.law)

    @property
    def answered(self) -> int:
        """How many of the asked facts are answered."""
        return sum(self.case.facts.get(fact) is not None for fact in self.asked)

    @property
    def remaining(self) -> tuple[str, ...]:
        """The unanswered facts that still make a difference, in the order of the bank."""
        return bank().in_order({*self.result.open, *self.result.watched})

    @property
    def receipt(self) -> dict[str, Any]:
        """Everything needed to make the assessment again (domain.receipts)."""
        return receipt({self.law, self.guideline}, self.case.facts, self.on, self.result)

    def amounts(self, reason: Reason) -> tuple[Amount, ...]:
        """The numbers that belong to a rule, as they stand on the day."""
        owner = self.law if reason.rule.guideline == self.law.id else self.guideline
        found = (owner.amount_on(amount, self.on) for amount in reason.rule.amounts)
        return tuple(amount for amount in found if amount is not None)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What one guideline says of the same idea, and why it differs: the rules that exclude partnership."""

    guideline: Guideline
    standing: Standing
    recommended: str | None
    against: tuple[Reason, ...]
    open: tuple[str, ...]


def weigh(*, case: Case, guideline_id: str = LAW, on: datetime.date, with_changes: bool = True) -> Weighed:
    """Weigh the case under one guideline with the law beside it. Raises UnknownGuideline."""
    chosen = guideline(guideline_id=guideline_id)
    return weigh_under(case=case, chosen=chosen, beside=law(), on=on, with_changes=with_changes)


def weigh_under(
    *, case: Case, chosen: Guideline, beside: Guideline, on: datetime.date, with_changes: bool = True
) -> Weighed:
    """Weigh the case under a guideline with a law beside it, installed or pinned."""
    both = frozenset({beside, chosen})
    return Weighed(
        case=case,
        guideline=chosen,
        law=beside,
        on=on,
        result=assess(both, case.facts),
        changes=what_would_change(both, case.facts) if with_changes else (),
    )


def elsewhere(*, facts: Mapping[str, bool | None]) -> tuple[Elsewhere, ...]:
    """The same idea under every guideline, in their order."""
    return tuple(_elsewhere(found, assess({law(), found}, facts)) for found in guidelines().values())


def _elsewhere(found: Guideline, result: Assessment) -> Elsewhere:
    view = result.forms["partnership"]
    against = tuple(reason for reason in view.reasons if reason.against)
    return Elsewhere(found, view.standing, result.recommended, against, view.open)


def read_case(*, path: Path) -> Case:
    """The case in a case file. Raises BadData, which names the file and the place."""
    with naming(path):
        return parse_case(read_data(path), facts=bank().by_id, name=path.stem)


def case_from_bytes(*, raw: bytes, name: str) -> Case:
    """The case in an uploaded case file called ``name``. Raises BadData."""
    with naming(name):
        data = parse_data(raw, name=name, toml=name.lower().endswith(".toml"))
        return parse_case(data, facts=bank().by_id, name=Path(name).stem or "ärende")


def replayed(*, raw: Any) -> list[str]:
    """Make the assessment of a receipt again; what differs, in Swedish. Raises BadData."""
    return replay(raw, guidelines())


def as_json(weighed: Weighed) -> dict[str, Any]:
    """The assessment as plain data: the format that ``tillit schema assess`` describes."""
    result = weighed.result
    return {
        "case": weighed.case.id,
        "guideline": weighed.guideline.id,
        "on": weighed.on.isoformat(),
        "in_force": weighed.guideline.valid_on(weighed.on),
        "forms": {
            form: {
                "standing": result.forms[form].standing,
                "reasons": [_reason(weighed, r) for r in _shown(weighed, form)],
                "open": list(result.forms[form].open),
            }
            for form in FORMS
        },
        "recommended": result.recommended,
        "between": list(result.between),
        "next_question": result.next_question,
        "discretion": [_reason(weighed, reason) for reason in result.discretion],
        "changes": [
            {"facts": dict(change.facts), "form": change.form, "standing": change.standing}
            for change in weighed.changes
        ],
        "receipt": weighed.receipt,
    }


def _shown(weighed: Weighed, form: str) -> Iterable[Reason]:
    view = weighed.result.forms[form]  # type: ignore[index]
    return (*view.reasons, *view.warnings)


def _reason(weighed: Weighed, reason: Reason) -> dict[str, Any]:
    rule = reason.rule
    told: dict[str, Any] = {
        "rule": rule.key,
        "form": rule.form,
        "effect": rule.effect,
        "holds": reason.holds,
        "title": rule.title,
        "because": rule.because,
        "source": rule.source,
        "url": rule.url,
        "discretion": rule.discretion,
        "facts": dict(reason.facts),
    }
    if rule.amounts:
        told["amounts"] = [_amount(amount, weighed.on) for amount in weighed.amounts(reason)]
    return told


def _amount(amount: Amount, on: datetime.date) -> dict[str, Any]:
    return {
        "id": amount.id,
        "title": amount.title,
        "value": amount.value,
        "unit": amount.unit,
        "valid_from": amount.valid_from.isoformat(),
        "valid_until": amount.valid_until.isoformat() if amount.valid_until else None,
        "in_force": amount.valid_on(on),
        "source": amount.source,
    }
