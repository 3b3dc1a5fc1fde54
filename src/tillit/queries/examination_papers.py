"""Papers of examinations, put together from the queries."""

import datetime

from django.utils.timezone import localtime

from tillit.documents.aid_words import NAMES, held_words
from tillit.documents.document import Document
from tillit.documents.examination_paper import Facts, certificate_paper, examination_paper
from tillit.documents.swedish import long_date
from tillit.domain.roles import ROLE_NAMES, Role
from tillit.queries.aids import Account, as_grant, held_of, kept_aids
from tillit.queries.examination_values import values_of
from tillit.queries.examinations import Head, Page
from tillit.queries.preparers import Preparer, preparers
from tillit.store.models import Authority


def examination_document(page: Page, on: datetime.date) -> Document:
    """One examination on paper: for those outside no more than what was shared with them."""
    ended, values = page.ended, []
    if page.guide.calculation == "contract_value" and page.head.inside:
        values = [(one.valued.value, one.told) for one in values_of(page)[1]]
    who = ended.author or ROLE_NAMES[Role.CASE_OFFICER]
    day = f", {long_date(localtime(ended.done_at).date())}" if ended.done_at else ""
    return examination_paper(
        _facts(page.head, on),
        page.guide,
        (ended.state, ended.conclusion, ended.motivation),
        f"{who}, {page.head.board}{day}" if ended.state else "Ingen än",
        {one.step.id: one.answer for one in page.said if one.answer.given},
        values,
        _lists(page, on) if page.head.inside else (),
    )


def _lists(page: Page, on: datetime.date) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Who has declared, without what; or the aid of each party."""
    if page.guide.calculation == "declarations":
        people = tuple(_declared(one) for one in preparers(page.head.id))
        return (("Svar om jäv", people),) if people else ()
    if page.guide.calculation != "minor_aid":
        return ()
    found = []
    for party in page.head.parties:
        grants = [as_grant(row) for row in kept_aids(page.head.authority, party.id)]
        for held in held_of(grants, party.id, on):
            found.append((f"{party.name}: {NAMES[held.new.scheme]}", held_words(held)))
    return tuple(found)


def _declared(one: Preparer) -> str:
    if one.at is None:
        return f"{one.name}: har inte svarat"
    said = "har ett intresse" if one.conflict else "inget intresse"
    return f"{one.name}: {said}, {long_date(localtime(one.at).date())}"


def certificate(found: Account) -> Document:
    """The certificate that a party signs, with the aid of the last three years that the authority knows."""
    authority = Authority.objects.get(pk=found.head.authority).name
    lines = [(one.grant, one.giver, one.what) for one in found.lines if one.counts]
    return certificate_paper(_facts(found.head, found.day), found.organisation.name, authority, lines)


def _facts(head: Head, on: datetime.date) -> Facts:
    return Facts(head.title, head.number, head.board, on)
