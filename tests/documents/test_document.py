"""A document is a plain value."""

import json
from dataclasses import replace

import pytest

from documents.samples import WHOLE, paper
from tillit.documents.document import Table, Tag, as_plain, from_plain
from tillit.documents.settling import column_shares, number_columns, settled


def test_survives_json() -> None:
    assert from_plain(json.loads(json.dumps(as_plain(WHOLE)))) == WHOLE


@pytest.mark.parametrize(
    "plain", [{"kind": "Script"}, {"kind": "Tag", "nej": 1}, {"text": "a"}, {"kind": []}]
)
def test_what_is_not_a_document_is_refused(plain: object) -> None:
    with pytest.raises(ValueError, match=r"not a|unknown"):
        from_plain(plain)


def test_language_must_be_a_code() -> None:
    with pytest.raises(ValueError, match="language"):
        paper(language='sv" onclick="x')


def test_settling_twice_changes_nothing() -> None:
    once = settled(WHOLE)
    assert settled(once) == once
    assert replace(once, blocks=()) == replace(WHOLE, blocks=())


def test_short_rows_are_filled_out() -> None:
    (table,) = settled(paper(Table(("a",), (("b", "c"), ())))).blocks
    assert table == Table(("a", ""), (("b", "c"), ("", "")))


def test_empty_tables_vanish() -> None:
    assert settled(paper(Table((), ()), Table((), ((),)))).blocks == ()


def test_columns_of_numbers_are_known() -> None:
    table = Table(("a", "b", "c"), (("1 400 000 kr", "2026-12-03", "7 %"), ("-5", "x", Tag("8"))))
    assert number_columns(table) == (True, False, True)
    assert column_shares(Table(("a", "b"), (("kort", "lång text " * 20),))) == (0, 6)
