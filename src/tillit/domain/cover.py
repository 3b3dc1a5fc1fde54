"""Does one set of terms say everything that another does? Exact, by splitting on one fact at a time."""

from collections.abc import Iterable

from tillit.domain.conditions import Term, consistent


def covered(term: Term, by: Iterable[Term]) -> bool:
    """Whether every complete set of answers that meets ``term`` meets some term in ``by``."""
    relevant = [frozenset(t - term) for t in by if consistent(t) and consistent(t | term)]
    if not consistent(term) or frozenset() in relevant:
        return True
    if not relevant:
        return False
    fact = min(name for name, _ in min(relevant, key=lambda t: (len(t), sorted(t))))
    return all(covered(term | {(fact, value)}, relevant) for value in (False, True))


def all_covered(terms: Iterable[Term], by: Iterable[Term]) -> bool:
    """Whether every term is covered. True for no terms at all."""
    others = list(by)
    return all(covered(term, others) for term in terms)
