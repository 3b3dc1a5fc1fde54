"""The goal workshop: read strictly, each rule proved by its own texts; asks, and never decides."""

import re
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillit.domain.goal_workshop import FIELDS, Rule, questions
from tillit.domain.plans import Goal
from tillit.domain.reading import BadData
from tillit.domain.wording_hints import lix, long_sentences
from tillit.domain.workshop_files import parse_workshop
from tillit.gateways.data_files import read_data
from tillit.queries.section_guide import workshop_rules

ROOT = Path(__file__).resolve().parents[2]
RULES = parse_workshop(read_data(ROOT / "agreements" / "workshop.toml"))
GOOD = Goal(
    "a", "Färre unga på Näset är ofta ensamma", "Unga på Näset", "Två av tio, 2026", "Högst en av tio",
    "Skolans enkät", "Skolan", "Samordnaren", "2029-06-01",
)  # fmt: skip
ROW = {
    "id": "vag", "field": "change", "test": "has", "pattern": r"\bfrämja\w*", "asks": "Vad?", "why": "Därför.",
    "instead": "Så här.", "before": "Vi främjar det.", "after": "Det har hänt.", "source": "Vår egen slutsats",
}  # fmt: skip


def raw(*rows):
    """A file with these rules."""
    return {"version": "1", "rule": list(rows)}


def asked(goal):
    """Which rules ask about a goal."""
    return [one.rule.id for one in questions(RULES, goal)]


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.id)
def test_every_rule_asks_about_its_text_before_and_not_after(one):
    assert one.finds(one.before) is not None
    assert one.finds(one.before.upper()) is not None
    assert one.finds(one.after) is None


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.id)
def test_no_other_rule_asks_about_what_a_rule_shows_as_good(one):
    others = [rule for rule in RULES if rule.field == one.field and rule.of in (one.of, "all")]
    assert not [rule.id for rule in others if rule.finds(one.after) is not None]


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.id)
def test_a_rule_asks_and_says_why_and_what_instead_in_plain_words(one):
    assert one.asks.endswith("?")
    for text in (one.asks, one.why, one.instead):
        assert text[0].isupper()
        assert not long_sentences(text, 25)
    assert one.why.endswith(".")
    assert one.instead.endswith(".")
    assert (lix(f"{one.asks}\n{one.why}\n{one.instead}") or 0) <= 40


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.id)
def test_no_text_makes_a_rule_slow(one):
    began = time.perf_counter()
    for piece in ("a", " ", "1 ", "två a ", "alla ", "hålla ", one.after):
        one.finds((piece * 500)[:500] + "!")
    assert time.perf_counter() - began < 1


def test_the_real_file_asks_about_the_change_and_all_that_it_takes_to_follow_it():
    assert len(RULES) >= 12
    assert {one.field for one in RULES} >= {"change", "whom", "baseline", "target", "how", "who", "by"}
    assert workshop_rules() == RULES
    assert workshop_rules() is workshop_rules()


def test_a_goal_that_says_what_changes_and_how_it_is_followed_is_not_asked_about():
    assert asked(GOOD) == []


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("Vi genomför workshoppar", "activity"),
        ("Ordna läxhjälp på torsdagar", "activity"),
        ("Starta en mötesplats", "activity"),
        ("12 kvällskurser om året", "number_of_activities"),
        ("Antalet aktiviteter ökar", "number_of_activities"),
        ("300 deltagare per år", "reached"),
        ("En app är lanserad, vi lanserar den i maj", "product"),
        ("Parterna arbetar för jämlik hälsa", "effort"),
        ("Ökad trygghet i Berg", "vague_state"),
        ("Kommunen ska spara pengar", "own_house"),
        ("De flesta är nöjda", "satisfied"),
        ("Fler läser samt färre röker", "two_goals"),
    ],
)
def test_what_is_no_change_for_anyone_is_asked_about(change, rule):
    assert rule in asked(replace(GOOD, change=change))


@pytest.mark.parametrize(
    "change",
    [
        "Färre kvinnor blir slagna av den de bor med",
        "Sju av tio har ett arbete ett halvår senare",
        "Barn som har flyttat hit kan simma när de börjar fyran",
        "Färre sover utomhus i Berg på vintern",
        "Fler äldre går ut minst en gång om dagen",
    ],
)
def test_a_change_for_someone_is_not_taken_for_an_activity(change):
    assert asked(replace(GOOD, change=change)) == []


@pytest.mark.parametrize(
    ("field", "text", "rules"),
    [
        ("whom", "", ["whom_blank"]),
        ("whom", "Invånare", ["whom_all"]),
        ("whom", "Invånare i Berg över 80 år", []),
        ("baseline", "", ["baseline_blank"]),
        ("baseline", "Det är vanligt", ["baseline_number"]),
        ("baseline", "Vi vet inte, skolan mäter våren 2027", []),
        ("target", "", ["target_blank"]),
        ("target", "Fler", ["target_number"]),
        ("how", "", ["how_blank"]),
        ("who", "", ["who_blank"]),
        ("by", "", ["by_blank"]),
    ],
)
def test_what_is_missing_to_follow_a_goal_is_asked_about(field, text, rules):
    assert asked(replace(GOOD, **{field: text})) == rules


def test_what_the_sides_want_to_learn_is_asked_other_things():
    learn = Goal("a", "Kunskap om ungas kvällar", learning=True)
    assert asked(learn) == ["how_blank", "who_blank", "by_blank", "learning_question"]
    assert "learning_question" not in asked(replace(learn, change="Varför slutar en del komma?"))


def test_of_two_rules_that_find_the_same_words_only_the_first_asks():
    rule = parse_workshop(raw(ROW))[0]
    goal = Goal("a", "Vi främjar det.")
    both = (rule, replace(rule, id="annan"))
    (found,) = questions(both, goal)
    assert (found.rule.id, found.words) == ("vag", "främjar")


@given(st.sampled_from(FIELDS), st.text(max_size=60))
def test_questions_come_in_order_and_quote_only_what_is_there(field, text):
    try:
        goal = replace(GOOD, **{field: text})
    except ValueError:
        return
    found = questions(RULES, goal)
    order = [RULES.index(one.rule) for one in found]
    assert order == sorted(order)
    assert all(one.words in getattr(goal, one.rule.field) for one in found)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([], "listan är tom"),
        ([ROW, ROW], "finns två gånger"),
        ([{**ROW, "test": "hat"}], "Menade du ”has”"),
        ([{**ROW, "field": "chang"}], "Menade du ”change”"),
        ([{**ROW, "of": "learn"}], "Menade du ”learning”"),
        ([{**ROW, "svar": "x"}], "okänd nyckel"),
        ([{**ROW, "why": ""}], "ska vara text"),
        ([{**ROW, "pattern": "(a"}], "inget giltigt mönster"),
        ([{**ROW, "pattern": "(a+)+"}], "en grupp får inte upprepas"),
        ([{**ROW, "before": "Det har hänt."}], "frågar inte om texten före"),
        ([{**ROW, "after": "Det främjas."}], "som ska gå fri"),
        ([{key: said for key, said in ROW.items() if key != "pattern"}], "”pattern” saknas"),
        ([{**ROW, "test": "blank"}], "hör inte till"),
        (
            [{**{key: said for key, said in ROW.items() if key != "pattern"}, "test": "blank"}],
            "hör inte till",
        ),
        ([{**ROW, "test": "lacks"}], "frågar inte om texten före"),
    ],
)
def test_a_file_that_does_not_hold_together_is_refused_with_words(rows, told):
    with pytest.raises(BadData) as caught:
        parse_workshop(raw(*rows))
    assert told in str(caught.value)


def test_an_empty_match_is_no_words():
    rule = Rule("a", "change", "has", "all", re.compile("x*"), "?", ".", ".", "b", "a", "s")
    assert rule.finds("bbb") is None
