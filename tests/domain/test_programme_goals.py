"""Programme goals: their rules, a list of them with what is wrong with each, and the year after."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillit.domain.programme_goals import EXAMPLE, GoalFacts, goal_problems, read_goals, rolled

GOOD = GoalFacts("Budget 2026", "Fler är med", "Text", "KS 1, § 2", date(2025, 11, 24), 2026, 2026)
LINE = "Budget 2026;Fler är med;Text;KS 1, § 2;2025-11-24;2026;2026"


def test_a_list_in_the_order_of_the_template():
    found = read_goals(f"{EXAMPLE}\n{LINE}\n")
    assert found.usable
    assert found.rows[0].facts == GOOD


@pytest.mark.parametrize("divider", [";", ",", "\t"])
def test_few_columns_in_any_order_and_other_words(divider):
    found = read_goals(f"\ufeffÅr{divider}Mål{divider}Budget\r\n2027{divider}Fler{divider}B\r\n")
    assert [row.facts for row in found.rows] == [GoalFacts("B", "Fler", "", "", None, 2027, 2027)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (";Fler;;;;2026;", "programmets"),
        ("B;;;;;2026;", "målet i en mening"),
        (f"B;{'x' * 201};;;;2026;", "200 tecken"),
        ("B;Fler;;;;26;", "fyra siffror"),
        ("B;Fler;;;;;", "fyra siffror"),
        ("B;Fler;;;;2026;2025", "samma år"),
        ("B;Fler;;;24 november;2026;", "2026-11-24"),
        ("B;Fler;;;2026-02-30;2026;", "2026-11-24"),
        ("B;Gammalt;;;;2026;", "hos er redan"),
        ("B;Fler;;;;2026;;mer", "fler fält"),
    ],
)
def test_every_fault_is_said_at_its_row(line, said):
    found = read_goals(f"{EXAMPLE}\n\n{line}\n", taken=[("b", "gammalt", 2026)])
    assert not found.usable
    (only,) = found.rows
    assert only.line == 3
    assert any(said in problem for problem in only.problems), only.problems


def test_the_same_goal_twice_is_told_with_the_line_of_the_first():
    found = read_goals(f"{EXAMPLE}\n{LINE}\n{LINE.upper()}\n{LINE.replace(';2026;2026', ';2027;')}\n")
    assert [bool(row.problems) for row in found.rows] == [False, True, False]
    assert "rad 2" in found.rows[1].problems[0]


def test_a_day_as_a_spreadsheet_keeps_it_and_a_text_that_our_export_marked():
    found = read_goals(f"{EXAMPLE}\nB;'-Fler;'=text;;45985;2026;\n")
    facts = found.rows[0].facts
    assert (facts.decided_on, facts.title, facts.body) == (date(2025, 11, 24), "-Fler", "=text")


@given(st.text(max_size=300))
def test_nothing_that_is_sent_makes_it_fall(text):
    read_goals(text)
    read_goals(f"{EXAMPLE}\n{text}")


@given(st.integers(2001, 2099))
def test_the_year_after(year):
    facts = rolled(GOOD, year=year, decided_on=None, reference="")
    assert (facts.first_year, facts.last_year, facts.decided_on) == (year, year, GOOD.decided_on)
    assert facts.programme == f"Budget {year}"
    new = rolled(GOOD, year=year, decided_on=date(2026, 11, 1), reference="KS 9")
    assert (new.decided_on, new.reference, new.title) == (date(2026, 11, 1), "KS 9", GOOD.title)
    assert not goal_problems(new)


def test_years_are_written_as_people_write_them():
    assert GOOD.years == "2026"
    assert rolled(GOOD, year=2027, decided_on=None, reference="").years == "2027"
    assert GoalFacts("P", "M", "", "", None, 2026, 2029).years == "2026–2029"
