"""The filters of the list of cases in an address, and the list as a workbook."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tillit.documents.workbook import workbook
from tillit.queries.case_filters import SORTS, STATES, Filters
from tillit.queries.case_lists import CaseLine
from tillit.web.drafts.forms import kept_query, words_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def filters_of(data: Any) -> Filters:
    """What the address asks for; what it does not understand narrows nothing."""
    state, sort = data.get("lage", ""), data.get("ordning", "nyast")
    return Filters(
        search=words_of(data),
        state=state if state in STATES else "",
        board=_id(data.get("namnd", "")),
        party=_id(data.get("part", "")),
        mine=data.get("mina") == "1",
        sort=sort if sort in SORTS else "nyast",
    )


def kept_of(filters: Filters) -> str:
    """The filters as the beginning of an address's query."""
    return kept_query(
        sok=filters.search,
        lage=filters.state,
        namnd=str(filters.board or ""),
        part=str(filters.party or ""),
        mina="1" if filters.mine else "",
        ordning=filters.sort,
    )


def cases_workbook(lines: Iterable[CaseLine]) -> bytes:
    """The list as an Excel file."""
    headers = (
        _("Diarienummer"),
        _("Ärende"),
        _("Nämnd"),
        _("Huvudman"),
        _("Parter"),
        _("Ansvarig"),
        _("Öppnat"),
        _("Läge"),
    )
    rows = [
        (
            line.number,
            line.title,
            line.board,
            line.authority,
            ", ".join(line.parties),
            line.officer,
            localdate(line.opened_at),
            _("Avslutat") if line.closed else _("Pågår"),
        )
        for line in lines
    ]
    return workbook(_("Ärenden"), headers, rows)


def _id(text: str) -> UUID | None:
    """An id, or None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
