"""Excel files in as CSV text, rows out as CSV that runs nothing."""

import csv
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateways.sheet_samples import workbook
from tillit.domain.listed import FORMULA
from tillit.gateways.bad_files import BadFile
from tillit.gateways.sheets import is_workbook, safe_csv, sheet_text


def rows_of(text):
    """The rows of CSV text with semicolons."""
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_the_first_sheet_is_read_as_it_stands():
    data = workbook()
    assert is_workbook(data)
    assert rows_of(sheet_text(data)) == [
        ["mål", "", "från år", ""],
        ["Fler är med", "", "2026", 'två; "tre"'],
    ]


def test_an_empty_sheet_is_an_empty_list():
    assert sheet_text(workbook(cells="")) == ""


@pytest.mark.parametrize(
    "bad",
    [
        b"PK\x03\x04 not at all",
        workbook()[:-30],
        workbook(cells='<row><c r="A1" t="s"><v>99</v></c></row>'),
        workbook(cells='<row><c r="A1" t="s"><v>-1</v></c></row>'),
        workbook(cells='<row><c r="1A"><v>1</v></c></row>'),
        workbook(cells='<row><c r="A99999"><v>1</v></c></row>'),
        workbook(cells='<row><c r="ZZ1"><v>1</v></c></row>'),
        workbook(cells="<row>"),
        workbook(strings='<!DOCTYPE a [<!ENTITY b "c">]><sst><si><t>&b;</t></si></sst>'),
        workbook(**{"xl/workbook.xml": "<workbook/>"}),
    ],
    ids=range(10),
)
def test_what_is_no_sheet_is_refused_with_what_to_do(bad):
    with pytest.raises(BadFile) as told:
        sheet_text(bad)
    assert told.value.how


def test_a_document_is_no_sheet():
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(BadFile, match="inget kalkylblad"):
        sheet_text(kept.getvalue())


@given(
    st.lists(st.lists(st.text(alphabet='ab=+-@＝\t\r\n ;"', max_size=6), min_size=1, max_size=3), max_size=4)
)
def test_nothing_in_an_export_runs_as_a_formula(rows):
    data = safe_csv(rows)
    assert data.startswith(b"\xef\xbb\xbf")
    found = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(found) == len(rows)
    for kept, given_row in zip(found, rows, strict=True):
        for cell, text in zip(kept, given_row, strict=True):
            assert not cell.lstrip().startswith(FORMULA)
            assert cell in (text, f"'{text}")
