"""From the plain data of a guideline file to a Guideline. The format: docs/formats.md."""

import datetime
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final, cast

from tillit.domain.conditions import parse
from tillit.domain.forms import EFFECTS, EVERY, FORMS, STANCES, Effect, Form, Stance
from tillit.domain.guidelines import Amount, Demands, Guideline, Rule, Section
from tillit.domain.reading import BadData, known, needed, optional, rows, table, texts

_TOP: Final = (
    "id", "short", "issuer", "title", "version", "kind", "valid_from", "valid_until", "source", "url",
    "summary", "subsidiary", "conditions", "rule", "section", "demands", "amount",
)  # fmt: skip
_RULE: Final = (
    "id", "form", "effect", "when", "title", "because", "source", "url", "discretion", "amounts",
)  # fmt: skip
_MONTHS: Final = ("longest_months", "notice_months", "follow_up_months")


def parse_guideline(raw: Any, *, facts: Collection[str]) -> Guideline:
    """A Guideline from plain data; ``facts`` are the ids of the question bank. Raises BadData."""
    content = table(raw, place="", keys=_TOP)
    name = needed(content, "id", str, place="")
    amounts = tuple(_amount(row, f"amount[{i}]") for i, row in enumerate(_list(content, "amount")))
    rules = tuple(_rules(content, name, facts, {amount.id for amount in amounts}))
    head = {key: needed(content, key, str, place="") for key in ("short", "issuer", "title", "version")}
    return Guideline(
        id=name,
        **head,
        kind=known(content.get("kind"), ("law", "guideline"), what="sort", place="kind"),
        valid_from=needed(content, "valid_from", datetime.date, place=""),
        valid_until=_date(content, "valid_until", ""),
        source=needed(content, "source", str, place=""),
        url=optional(content, "url", str, "", place=""),
        summary=needed(content, "summary", str, place=""),
        subsidiary=needed(content, "subsidiary", bool, place="") if "subsidiary" in content else None,
        rules=rules,
        sections=tuple(_section(row, facts, i) for i, row in enumerate(_list(content, "section"))),
        demands=_demands(content.get("demands", {})),
        amounts=amounts,
    )


def _list(content: Mapping[str, Any], key: str) -> list[Any]:
    return rows(content.get(key, []), place=key)


def _date(content: Mapping[str, Any], key: str, place: str) -> datetime.date | None:
    return needed(content, key, datetime.date, place=place) if key in content else None


def _rules(
    content: Mapping[str, Any], guideline: str, facts: Collection[str], amounts: Collection[str]
) -> Iterator[Rule]:
    named = table(content.get("conditions", {}), place="conditions")
    for name in named:
        parse(f"@{name}", facts=facts, named=named, place="conditions")
    seen: set[str] = set()
    for index, raw in enumerate(_list(content, "rule")):
        row = table(raw, place=f"rule[{index}]", keys=_RULE)
        rule_id = needed(row, "id", str, place=f"rule[{index}]")
        if rule_id in seen:
            raise BadData(f"rule {rule_id}", "namnet finns redan i riktlinjen.")
        seen.add(rule_id)
        yield from _rule(row, rule_id, guideline, facts, named, amounts)


def _rule(
    row: Mapping[str, Any], rule_id: str, guideline: str, facts: Collection[str],
    named: Mapping[str, Any], amounts: Collection[str],
) -> Iterator[Rule]:  # fmt: skip
    place = f"rule {rule_id}"
    form = known(row.get("form"), (*FORMS, EVERY), what="form", place=f"{place}.form")
    effect = known(row.get("effect"), EFFECTS, what="verkan", place=f"{place}.effect")
    discretion = optional(row, "discretion", bool, False, place=place)
    if form == EVERY and effect != "excludes":
        raise BadData(place, "bara ”excludes” kan gälla alla former (”every”).")
    if discretion and effect != "warns":
        raise BadData(place, "”discretion” hör till ”warns”: en gråzon får inte avgöra något.")
    for amount in texts(row, "amounts", place=place):
        known(amount, amounts, what="beloppsuppgift", place=f"{place}.amounts")
    for target in FORMS if form == EVERY else (cast(Form, form),):
        yield Rule(
            id=rule_id,
            guideline=guideline,
            form=target,
            effect=cast(Effect, effect),
            when=parse(row.get("when"), facts=facts, named=named, place=f"{place}.when"),
            title=needed(row, "title", str, place=place),
            because=needed(row, "because", str, place=place),
            source=needed(row, "source", str, place=place),
            url=optional(row, "url", str, "", place=place),
            discretion=discretion,
            stops_every=form == EVERY,
            amounts=texts(row, "amounts", place=place),
        )


def _section(raw: Any, facts: Collection[str], index: int) -> Section:
    keys = ("id", "title", "text", "instruction", "source", "url", "stance")
    row = table(raw, place=f"section[{index}]", keys=keys)
    place = f"section {row.get('id', index)}"
    stance: list[tuple[str, Stance]] = []
    for fact, value in table(row.get("stance", {}), place=f"{place}.stance").items():
        known(fact, facts, what="fråga", place=f"{place}.stance")
        stance.append((fact, cast(Stance, known(value, STANCES, what="hållning", place=f"{place}.stance"))))
    return Section(
        id=needed(row, "id", str, place=place),
        title=needed(row, "title", str, place=place),
        text=needed(row, "text", str, place=place),
        instruction=optional(row, "instruction", str, "", place=place),
        source=needed(row, "source", str, place=place),
        url=optional(row, "url", str, "", place=place),
        stance=tuple(sorted(stance)),
    )


def _demands(raw: Any) -> Demands:
    row = table(raw, place="demands", keys=("sections", *_MONTHS, "source", "url"))
    months = {key: needed(row, key, int, place="demands") for key in _MONTHS if key in row}
    for key, value in months.items():
        if value < 1:
            raise BadData(f"demands.{key}", "ska vara minst en månad.")
    source = optional(row, "source", str, "", place="demands")
    if row and not source:
        raise BadData("demands", "”source” saknas.")
    return Demands(
        sections=texts(row, "sections", place="demands"),
        source=source,
        url=optional(row, "url", str, "", place="demands"),
        **months,
    )


def _amount(raw: Any, place: str) -> Amount:
    keys = ("id", "title", "value", "unit", "valid_from", "valid_until", "source", "url")
    row = table(raw, place=place, keys=keys)
    amount = Amount(
        id=needed(row, "id", str, place=place),
        title=needed(row, "title", str, place=place),
        value=needed(row, "value", int, place=place),
        unit=needed(row, "unit", str, place=place),
        valid_from=needed(row, "valid_from", datetime.date, place=place),
        valid_until=_date(row, "valid_until", place),
        source=needed(row, "source", str, place=place),
        url=optional(row, "url", str, "", place=place),
    )
    if amount.valid_until is not None and amount.valid_until < amount.valid_from:
        raise BadData(place, "perioden slutar innan den börjar.")
    return amount
