"""The plan and its calendar: refused with words, kept as the same text in any order; what an auditor would miss."""

import json
import re
import unicodedata
from dataclasses import asdict, replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tillit.domain import follow_ups as calendar
from tillit.domain.follow_ups import (
    FollowUp,
    follow_ups_text,
    read_follow_ups,
    with_follow_up,
    without_follow_up,
)
from tillit.domain.plan_minimum import missing
from tillit.domain.plans import (
    MOST_GOALS,
    MOST_LINKS,
    STAGES,
    Goal,
    Link,
    Plan,
    lines,
    plan_text,
    read_plan,
    with_row,
    without_row,
)
from tillit.domain.section_data import canonical, data_lines
from tillit.domain.terms import Term

GOAL = Goal(
    "a", "Färre unga är ensamma", "Unga på Näset", "Två av tio", "Högst en av tio", "En enkät varje vår",
    "Skolans enkät", "Samordnaren", "2029-06-01", programme_goal="Budget 2027, mål 3",
)  # fmt: skip
LINK = Link("k", "activities", "Öppet hus på kvällar")
DAY = FollowUp("u", "2027-03-01", "Målen", "Kommunen")

WORDS = st.text("aåäö é\u0301Z", min_size=1, max_size=12).filter(lambda text: text.split())
MAYBE = st.just("") | WORDS
IDS = st.uuids().map(str)
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31)).map(str)
GOALS = st.builds(
    Goal, IDS, WORDS, MAYBE, MAYBE, MAYBE, MAYBE, MAYBE, MAYBE, st.just("") | DAYS, st.booleans(), MAYBE
)  # fmt: skip
LINKS = st.builds(Link, IDS, st.sampled_from(STAGES), WORDS)
PLANS = st.builds(
    lambda goals, chain: Plan(tuple(goals), tuple(chain)),
    st.lists(GOALS, max_size=4, unique_by=lambda one: one.id),
    st.lists(LINKS, max_size=4, unique_by=lambda one: one.id),
)
CALENDARS = st.lists(st.builds(FollowUp, IDS, DAYS, WORDS, MAYBE), max_size=5, unique_by=lambda one: one.id)


@settings(deadline=None)
@given(PLANS)
def test_a_plan_is_read_back_as_it_was(plan):
    assert read_plan(plan_text(plan)) == plan
    assert canonical("goals", plan_text(plan)) == plan_text(plan)
    assert (plan_text(plan) == "") == (plan == Plan())
    assert data_lines("goals", plan_text(plan), {}) == lines(plan)
    assert len(lines(plan)) == len(plan.goals) + len(plan.chain)


@settings(deadline=None)
@given(PLANS, st.randoms())
def test_the_same_plan_is_the_same_text_in_any_order_and_however_it_was_written(plan, random):
    goals, chain = list(plan.goals), list(plan.chain)
    random.shuffle(goals)
    random.shuffle(chain)
    assert plan_text(Plan(tuple(goals), tuple(chain))) == plan_text(plan)
    loose = [{**asdict(one), "change": f"  {unicodedata.normalize('NFD', one.change)}\n"} for one in goals]
    sent = json.dumps({"chain": [asdict(one) for one in chain], "goals": loose}, indent=3)
    assert plan_text(read_plan(sent)) == plan_text(plan)


@settings(deadline=None)
@given(CALENDARS, st.randoms())
def test_a_calendar_is_read_back_and_the_same_in_any_order(items, random):
    text = follow_ups_text(items)
    assert set(read_follow_ups(text)) == set(items)
    assert canonical("follow_up", text) == text
    other = list(items)
    random.shuffle(other)
    assert follow_ups_text(other) == text
    days = [one.day for one in read_follow_ups(text)]
    assert days == sorted(days)
    assert data_lines("follow_up", text, {}) == calendar.lines(other)


@pytest.mark.parametrize(
    "changed",
    [
        {"change": "Annat"}, {"whom": "Alla"}, {"baseline": "3"}, {"target": "1"}, {"how": "Samtal"}, {"source": "Vi"},
        {"who": "Föreningen"}, {"by": "2029-06-02"}, {"learning": True}, {"programme_goal": ""},
    ],
)  # fmt: skip
def test_every_change_of_a_goal_is_seen_in_the_text_and_in_the_line(changed):
    before, after = Plan((GOAL,)), Plan((replace(GOAL, **changed),))
    assert plan_text(before) != plan_text(after)
    assert lines(before) != lines(after)


def test_lines_say_what_is_decided_and_no_more():
    assert lines(Plan((Goal("a", "Färre är ensamma!"),), (LINK,))) == (
        "Mål: Färre är ensamma!",
        "Aktiviteter: Öppet hus på kvällar.",
    )
    assert "Senast: 1 juni 2029." in lines(Plan((GOAL,)))[0]
    assert lines(Plan((replace(GOAL, learning=True),)))[0].startswith("Vi vill lära oss: ")
    assert calendar.lines([DAY, FollowUp("x", "2027-01-02", "Allt.")]) == (
        "2 januari 2027: Allt.",
        "1 mars 2027: Målen. Kallar: Kommunen.",
    )


def test_what_comes_first_is_what_is_to_be_reached_first_and_learning_last():
    names = ("learn", "late", "soon", "open")
    goals = dict(zip(names, (
        Goal("1", "a", by="2027-01-01", learning=True), Goal("2", "b", by="2029-01-01"),
        Goal("3", "c", by="2027-01-01"), Goal("4", "d"),
    ), strict=True))  # fmt: skip
    assert Plan(tuple(goals.values())).goals == tuple(
        goals[name] for name in ("soon", "late", "open", "learn")
    )
    rows = tuple(Link(stage, stage, "x") for stage in reversed(STAGES))
    assert [one.stage for one in Plan((), rows).chain] == list(STAGES)


def test_rows_are_put_in_place_of_those_with_their_id_and_taken_away():
    other = replace(GOAL, target="Ingen")
    assert with_row((GOAL,), other) == (other,)
    assert with_row((), LINK) == (LINK,)
    assert without_row((GOAL,), "a") == ()
    assert without_row((GOAL,), "b") == (GOAL,)
    moved = replace(DAY, day="2028-01-01")
    assert with_follow_up((DAY,), moved) == (moved,)
    assert without_follow_up((DAY,), "u") == ()


def test_the_stages_end_with_each_programme_goal_once():
    plan = Plan((GOAL, replace(GOAL, id="b"), Goal("c", "x")), (LINK,))
    assert plan.stages == (
        ("Resurser", ()), ("Aktiviteter", ("Öppet hus på kvällar",)), ("Resultat", ()), ("Effekter", ()),
        ("Programmål", ("Budget 2027, mål 3",)),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (lambda: Goal("", "x"), "Målet saknar beteckning"),
        (lambda: Goal("å", "x"), "Målet saknar beteckning"),
        (lambda: Goal("a", "  "), "Skriv vad som ska ha förändrats"),
        (lambda: Goal("a", "x" * 501), "högst 500 tecken"),
        (lambda: Goal("a", "x", whom="y" * 201), "Skriv för vem med högst 200"),
        (lambda: Goal("a", "x", how=3), "Skriv hur ni mäter med ord"),
        (lambda: Goal("a", "x\u202ey"), "utan osynliga tecken"),
        (lambda: Goal("a", "x", by="1 juni"), "Skriv dagen som år-månad-dag"),
        (lambda: Goal("a", "x", by="2029-02-30"), "Skriv dagen som år-månad-dag"),
        (lambda: Goal("a", "x", learning="ja"), "Välj om det är en förändring"),
        (lambda: Link("", "effects", "x"), "saknar beteckning"),
        (lambda: Link("a", "effekter", "x"), "resurser, aktiviteter, resultat, effekter"),
        (lambda: Link("a", ["effects"], "x"), "Välj var i kedjan"),
        (lambda: Link("a", "effects", ""), "Skriv vad som ska stå i kedjan"),
        (lambda: FollowUp("", "2027-01-01", "x"), "saknar beteckning"),
        (lambda: FollowUp("a", "", "x"), "Skriv dagen"),
        (lambda: FollowUp("a", "2027-01-01", ""), "Skriv vad ni följer upp"),
        (lambda: Plan((GOAL, GOAL)), "två gånger"),
        (lambda: Plan((), (LINK, LINK)), "två gånger"),
        (lambda: Plan(tuple(Goal(str(n), "x") for n in range(MOST_GOALS + 1))), "högst 30 mål"),
        (lambda: Plan((), tuple(Link(str(n), "effects", "x") for n in range(MOST_LINKS + 1))), "högst 60 rader"),
        (lambda: follow_ups_text([DAY, DAY]), "två gånger"),
        (lambda: follow_ups_text([replace(DAY, id=str(n)) for n in range(101)]), "högst 100 dagar"),
        (lambda: read_plan("{"), "Planen går inte att läsa"),
        (lambda: read_plan("[]"), "Planen går inte att läsa"),
        (lambda: read_plan('{"mal": []}'), "Planen går inte att läsa"),
        (lambda: read_plan("[" * 100_000), "Planen går inte att läsa"),
        (lambda: read_plan('{"goals": [{"id": "a", "x": 1}]}'), "Mål 1"),
        (lambda: read_plan('{"goals": [{"id": "a"}]}'), "Mål 1: Skriv vad"),
        (lambda: read_plan('{"chain": [{"id": "a", "text": "x"}]}'), "Kedjan, rad 1: Välj var"),
        (lambda: read_follow_ups("{}"), "Uppföljningarna går inte att läsa"),
        (lambda: read_follow_ups('[{"id": "a", "what": "x"}]'), "Uppföljning 1: Skriv dagen"),
        (lambda: canonical("text", "[]"), "ingen plats"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_refused_with_words(made, told):
    with pytest.raises(ValueError, match=re.escape(told)):
        made()


def keys(plan, days=(), term=None):
    """What is missing, by key."""
    return [one.key for one in missing(plan, [FollowUp(day, day, "x") for day in days], term)]


def test_a_plan_with_one_goal_that_can_be_followed_and_a_day_lacks_nothing():
    assert missing(Plan((GOAL, Goal("b", "Annat"))), [DAY]) == ()


@pytest.mark.parametrize("name", ["how", "baseline", "target", "who", "by"])
def test_what_a_goal_lacks_is_said_with_its_ground(name):
    (found,) = missing(Plan((replace(GOAL, **{name: ""}),)), [DAY])
    assert (found.key, found.section) == (name, "goals")
    assert "Färre unga är ensamma" in found.text
    assert found.source.startswith("Revisionens fråga")
    assert found.why


def test_the_goal_that_lacks_the_least_is_the_one_that_is_asked_about():
    assert keys(Plan((Goal("b", "Annat"), replace(GOAL, who="", by=""))), ["2027-01-01"]) == ["who", "by"]


def test_what_the_sides_want_to_learn_is_no_goal_to_be_followed():
    assert keys(Plan((replace(GOAL, learning=True),))) == ["goal", "calendar"]
    assert keys(Plan()) == ["goal", "calendar"]


def test_a_long_goal_is_cut_visibly():
    (found,) = missing(Plan((replace(GOAL, change="å" * 500, by=""),)), [DAY])
    assert "å…”" in found.text


THREE = Term(date(2027, 1, 1), date(2029, 12, 31))


@pytest.mark.parametrize(
    ("term", "days", "told"),
    [
        (THREE, ["2027-12-31", "2028-01-01", "2029-12-31"], []),
        (THREE, ["2027-01-01", "2029-01-01"], ["year_2"]),
        (THREE, ["2026-12-31", "2030-01-01"], ["year_1", "year_2", "year_3"]),
        (THREE, [], ["calendar"]),
        (Term(date(2027, 7, 1), date(2028, 12, 31)), ["2028-06-30"], ["year_2"]),
        (Term(date(2027, 7, 1), date(2028, 12, 31)), ["2028-06-30", "2028-07-01"], []),
        (Term(date(2027, 7, 1), date(2028, 11, 30)), ["2028-11-30"], []),
        (Term(date(2027, 7, 1), date(2028, 12, 30)), ["2028-11-30"], []),
        (Term(date(2027, 7, 1), date(2027, 9, 1)), ["2028-11-30"], ["year_1"]),
        (Term(date(2027, 7, 1)), ["2030-11-30"], []),
        (Term(), ["2030-11-30"], []),
    ],
)  # fmt: skip
def test_every_year_of_the_term_has_a_follow_up(term, days, told):
    assert keys(Plan((GOAL,)), days, term) == told


@settings(deadline=None)
@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(0, 5000))
def test_a_follow_up_every_half_year_is_always_enough(starts, length):
    ends = starts + timedelta(days=length)
    days = [str(starts + timedelta(days=n)) for n in range(0, length + 1, 180)]
    assert keys(Plan((GOAL,)), days, Term(starts, ends)) == []
