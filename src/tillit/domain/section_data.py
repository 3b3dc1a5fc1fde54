"""The figures of a section: read strictly and written in one way only, so that the same content is the same text."""

from collections.abc import Collection, Mapping

from tillit.domain import contributions, follow_ups, plans, term_limits, terms
from tillit.domain.sections import Kind


def canonical(kind: Kind, data: str) -> str:
    """The data of a section of this kind as it is kept. Raises ValueError for what is not such data."""
    if kind == "contributions":
        return contributions.contributions_text(contributions.read_contributions(data))
    if kind == "term":
        return terms.term_text(terms.read_term(data)) if data else ""
    if kind == "goals":
        return plans.plan_text(plans.read_plan(data))
    if kind == "follow_up":
        return follow_ups.follow_ups_text(follow_ups.read_follow_ups(data))
    if data:
        raise ValueError("Avsnittet har ingen plats för uppgifter.")
    return ""


def must_end(data: str) -> None:
    """Refuse a term that can be made longer without end, with the ground. Raises ValueError."""
    for one in term_limits.refusals(terms.read_term(data), None):
        if one.key == "unlimited":
            raise ValueError(f"{one.text} {one.why} ({one.source})")


def must_be_of(data: str, sides: Collection[str]) -> None:
    """Refuse what is given by someone who is no side, named as contributions name them. Raises ValueError."""
    if any(one.party not in sides for one in contributions.read_contributions(data)):
        raise ValueError("Bara den som är part kan lova en insats. Välj vem som bidrar.")


def data_lines(kind: Kind, data: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """The data in sentences, for papers and comparisons. `names`: the sides by their id as text, "" the authority."""
    if kind == "contributions":
        return contributions.lines(contributions.read_contributions(data), names)
    if kind == "term":
        return terms.lines(terms.read_term(data))
    if kind == "goals":
        return plans.lines(plans.read_plan(data))
    if kind == "follow_up":
        return follow_ups.lines(follow_ups.read_follow_ups(data))
    return ()
