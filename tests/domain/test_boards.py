"""Lists of boards from spreadsheets: whatever separator, order and mark; every fault said with what to do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tillit.domain.authorities import issuer_problem, slug_of
from tillit.domain.boards import read_boards
from tillit.domain.listed import MOST_ROWS, decoded


@pytest.mark.parametrize("divider", [";", ",", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_any_separator_and_order_of_columns(divider, mark):
    lines = [
        ["Kod", "E-post", "NAMN", "typ"],
        ["SN", "sn@sund.se", '"Socialnämnden"', "nämnd"],
        ["SB", "", "Bolaget", "Bolag"],
    ]
    found = read_boards(mark + "\r\n".join(divider.join(line) for line in lines))
    assert found.usable
    assert [(row.name, row.code, row.kind, row.contact) for row in found.rows] == [
        ("Socialnämnden", "SN", "board", "sn@sund.se"),
        ("Bolaget", "SB", "company", ""),
    ]
    assert [row.line for row in found.rows] == [2, 3]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (";SN;;", "Skriv namnet"),
        ("Nämnden;;;", "Skriv en kod"),
        (f"Nämnden;{'x' * 21};;", "högst 20 tecken"),
        ("Nämnden;SN;lag;", "Skriv nämnd eller bolag"),
        ("Nämnden;SN;;sn", "namnd@kommun.se"),
        ("=1+1;SN;;", "formel"),
        ("＝1+1;SN;;", "formel"),
        ("Nämnden;@SN;;", "formel"),
        ("Nämnden;gammal;;", "finns hos er redan"),
        ("Nämnden;SN;;;;mer", "fler fält"),
    ],
)
def test_every_fault_is_said_at_its_row(row, said):
    found = read_boards(f"namn;kod;typ;e-post\n\n{row}\n", taken=["GAMMAL"])
    assert not found.usable
    (only,) = found.rows
    assert only.line == 3
    assert any(said in problem for problem in only.problems), only.problems


def test_the_same_code_twice_is_told_with_the_line_of_the_first():
    found = read_boards("namn;kod\nA;sn\nB;SN\n")
    assert [row.problems for row in found.rows] == [(), ("Koden ”SN” finns på rad 2. Välj en annan.",)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "tom"),
        ("namn;kod\n", "inga rader"),
        ("namn\nA", "Kolumnen kod saknas"),
        ("namn;kod;ort\nA;B;C", "”ort”"),
        ("namn;kod;kod\nA;B;C", "två gånger"),
        ('namn;kod\n"A;B', "citattecken"),
        ("namn;kod\n" + "".join(f"N;{n}\n" for n in range(MOST_ROWS + 1)), "501 rader"),
        ("x" * 400_000, "för stor"),
    ],
)
def test_a_list_that_will_not_do_says_why(text, said):
    found = read_boards(text)
    assert not found.usable
    assert any(said in problem for problem in found.problems), found.problems


def test_five_hundred_rows_will_do():
    assert read_boards("namn;kod\n" + "".join(f"N;{n}\n" for n in range(MOST_ROWS))).usable


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from('namkode;,\t"\r\n=ö \0x'), max_size=80))
def test_no_text_breaks_the_reading(text):
    for found in (read_boards(text), read_boards(f"namn;kod\n{text}")):
        assert found.usable or found.problems or any(row.problems for row in found.rows)


def test_old_spreadsheets_are_read_too():
    assert decoded("Nämnd".encode("cp1252")) == decoded("Nämnd".encode("utf-8-sig")) == "Nämnd"


def test_slugs_are_plain():
    assert slug_of("Östra Göinge kommun") == "ostra-goinge-kommun"
    assert slug_of("***") == "huvudman"
    assert len(slug_of("x" * 300)) == 40


@pytest.mark.parametrize(
    "good", ["https://login.sund.se", "https://login.sund.se/realms/x/", "https://a.b-c.se:443"]
)
def test_services_on_the_internet_will_do(good):
    assert issuer_problem(good, loopback=False) == ""


@pytest.mark.parametrize(
    "bad",
    [
        "http://login.sund.se",
        "ftp://login.sund.se",
        "login.sund.se",
        "https://127.0.0.1",
        "https://localhost",
        "http://localhost:9000",
        "https://10.0.0.1",
        "https://2130706433",
        "https://0x7f.1",
        "https://[::1]",
        "https://[::ffff:10.0.0.1]",
        "https://169.254.169.254/latest",
        "https://inne",
        "https://db.internal",
        "https://skrivare.local",
        "https://login.sund.se:8443",
        "https://login.sund.se?x=1",
        "https://login.sund.se#x",
        "https://user:pass@login.sund.se",
        "https://login.sund.se\\@inne",
        "https://login.sund.se /x",
        "https://[trasig",
        "https://login.sund.se:port",
        "",
    ],
)
def test_what_could_lead_inside_is_refused(bad):
    assert issuer_problem(bad, loopback=False)


def test_loopback_is_for_the_demo_only():
    assert issuer_problem("http://127.0.0.1:9000", loopback=True) == ""
    assert issuer_problem("http://10.0.0.1:9000", loopback=True)
    assert issuer_problem("http://127.0.0.1:9000?x", loopback=True)
