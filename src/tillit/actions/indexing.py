"""Keeps what cases are searched by: made anew in the transaction that changes a case or a text in it."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Model

from tillit.queries.words import home_term, terms
from tillit.store.models import Case, Party, SearchText, Writing


def index_cases(things: Iterable[Model]) -> None:
    """Index anew the cases that these things are, or belong to."""
    touched: set[UUID] = set()
    for thing in things:
        case = thing.pk if isinstance(thing, Case) else getattr(thing, "case_id", None)
        touched |= {case} if case else set()
    for case in sorted(touched):
        index_case(case)


def index_missing() -> int:
    """Index the cases from before there was a search; give how many there were."""
    missing = list(Case.objects.filter(search_texts=None).values_list("pk", flat=True))
    for case in missing:
        index_case(case)
    return len(missing)


def index_case(case: UUID) -> None:
    """Make the terms of one case anew: what all its readers read, and what is internal; and whose the case is."""
    found = Case.objects.select_related("board").get(pk=case)
    parties = Party.objects.filter(case=case, left_at=None)
    names = dict(parties.values_list("organisation", "organisation__name"))
    homes = " ".join(home_term(key) for key in (found.authority_id, found.board_id, *sorted(names)))
    texts: dict[bool, list[str]] = {False: [found.title, found.board.name, *names.values()], True: []}
    for space, heading, body in Writing.objects.filter(case=case).values_list("space", "title", "body"):
        texts[space == "internal"] += [heading, body]
    for inside, parts in texts.items():
        kept = terms("\n".join(parts))
        if kept:
            SearchText.objects.update_or_create(
                case_id=case, inside=inside, defaults={"terms": f"{homes} {kept}"}
            )
        else:
            SearchText.objects.filter(case=case, inside=inside).delete()
