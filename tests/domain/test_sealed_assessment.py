"""Sides answer apart: nobody reads another's answers before all have sealed. The rule is the same for every side."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillit.domain.assessment_sheets import joint_text, read_joint, read_sheet, sheet_text
from tillit.domain.sealed_assessment import (
    AUTHORITY,
    FEWEST,
    Answer,
    Joint,
    Locked,
    Missing,
    Sheet,
    Stale,
    Text,
    agreed,
    answered,
    awaited,
    differences,
    locks,
    missing,
    reasoned,
    settled,
    shown_to,
    to_open,
    unconfirmed,
)

FACTS = ("a", "b", "c")
SIDES = (AUTHORITY, "natt", "hem")
VALUES = st.sampled_from([True, False, None])
ANSWERS = st.builds(Answer, VALUES, st.text(max_size=5), st.integers(0, 9))
SHEET = st.dictionaries(st.sampled_from(FACTS), ANSWERS)


@st.composite
def sheets(draw, opened=None):
    """A sheet for each side: sealed or not, present or not; opened only if sealed."""
    found = []
    for side in SIDES:
        sealed = draw(st.booleans())
        is_open = sealed and (draw(st.booleans()) if opened is None else opened)
        found.append(Sheet(side, draw(SHEET), sealed, is_open, side == AUTHORITY or draw(st.booleans())))
    return tuple(found)


#: An act in a history: who, and what.
ACTS = st.lists(st.tuples(st.sampled_from(SIDES), st.sampled_from(["answer", "seal", "leave"])), max_size=14)
EXCHANGES = st.permutations(SIDES).map(lambda order: dict(zip(SIDES, order, strict=True)))


def after(acts):
    """Every state of a history from three empty sheets. Here the authority may leave as anyone else."""
    now = {side: Sheet(side) for side in SIDES}
    yield now
    for number, (side, what) in enumerate(acts, 1):
        now = dict(now)
        sheet = now[side]
        if what == "answer":
            try:
                now[side] = answered(sheet, "a", Answer(True, f"{number}", number), seen=99, asked=FACTS)
            except Locked:
                assert sheet.sealed
        elif what == "seal" and sheet.present:
            now[side] = Sheet(side, sheet.answers, True, sheet.opened, sheet.present)
        elif what == "leave":
            now[side] = Sheet(side, sheet.answers, sheet.sealed, sheet.opened, False)
        for one in to_open(list(now.values())):
            now[one] = Sheet(one, now[one].answers, True, True, now[one].present)
        yield now


@given(ACTS)
def test_nothing_is_shown_to_others_before_all_who_are_there_have_sealed(acts):
    for now in after(acts):
        opened = [one for one in now.values() if one.opened]
        for viewer in SIDES:
            others = {one.side for one in shown_to({viewer}, now.values())} - {viewer}
            assert others <= {one.side for one in opened}
        assert shown_to((), now.values()) == tuple(opened)
    states = list(after(acts))
    for before, now in pairwise(states):
        newly = [one for one in now.values() if one.opened and not before[one.side].opened]
        if newly:
            present = [one for one in now.values() if one.present]
            assert all(one.sealed for one in present)
            assert len(newly) == len(present) >= FEWEST


@given(ACTS)
def test_a_sealed_sheet_never_changes(acts):
    states = list(after(acts))
    for before, now in pairwise(states):
        for side, sheet in before.items():
            if sheet.sealed:
                assert now[side].answers == sheet.answers
                assert now[side].sealed


@given(ACTS, EXCHANGES)
def test_exchanging_the_sides_exchanges_the_history(acts, other):
    mine = list(after(acts))[-1]
    theirs = list(after([(other[side], what) for side, what in acts]))[-1]
    for side, sheet in mine.items():
        twin = theirs[other[side]]
        assert (sheet.answers, sheet.sealed, sheet.opened, sheet.present) == (
            twin.answers,
            twin.sealed,
            twin.opened,
            twin.present,
        )


@given(sheets(), EXCHANGES)
def test_exchanging_the_sides_exchanges_the_agenda(found, other):
    moved = tuple(Sheet(other[one.side], one.answers, one.sealed, one.opened, one.present) for one in found)
    mine, theirs = differences(found, FACTS), differences(moved, FACTS)
    assert [one.fact for one in mine] == [one.fact for one in theirs]
    for one, twin in zip(mine, theirs, strict=True):
        assert {other[side]: answer for side, answer in one.answers} == dict(twin.answers)
    assert agreed(found, Joint(), FACTS) == agreed(moved, Joint(), FACTS)
    assert {other[side] for side in awaited(found)} == awaited(moved)


@given(sheets(opened=False))
def test_who_leaves_before_sealing_is_not_waited_for(found):
    for one in found:
        gone = [Sheet(s.side, s.answers, s.sealed, False, s.present and s.side != one.side) for s in found]
        assert one.side not in awaited(gone)
        assert awaited(gone) == awaited(found) - {one.side}
        assert one.side not in to_open(gone)


@given(sheets(opened=False))
def test_two_sides_at_least_make_it_joint(found):
    alone = [Sheet(one.side, one.answers, True, False, one.side == AUTHORITY) for one in found]
    assert to_open(alone) == frozenset()


@given(sheets(opened=False))
def test_what_is_closed_is_on_no_agenda(found):
    assert differences(found, FACTS) == ()
    assert set(agreed(found, Joint(), FACTS).values()) == {None}


@given(SHEET, st.sampled_from(FACTS), ANSWERS, st.integers(0, 12))
def test_an_answer_is_never_overwritten_unseen(answers, fact, new, seen):
    sheet = Sheet("natt", answers)
    if fact in answers and answers[fact].version > seen:
        with pytest.raises(Stale) as met:
            answered(sheet, fact, new, seen=seen, asked=FACTS)
        assert (met.value.what, met.value.theirs) == (fact, answers[fact])
    else:
        after_it = answered(sheet, fact, new, seen=seen, asked=FACTS)
        assert after_it.answers == {**answers, fact: new}


def test_what_is_not_asked_or_is_sealed_is_not_answered():
    with pytest.raises(Locked):
        answered(Sheet("natt"), "z", Answer(True), seen=0, asked=FACTS)
    with pytest.raises(Locked):
        answered(Sheet("natt", sealed=True), "a", Answer(True), seen=0, asked=FACTS)


@given(sheets(), SHEET)
def test_joint_answers_are_the_settled_else_what_all_say(found, answers):
    values = agreed(found, Joint(answers), FACTS)
    for fact in FACTS:
        said = {one.answers[fact].value if fact in one.answers else None for one in found if one.opened}
        if fact in answers:
            assert values[fact] == answers[fact].value
        elif len(said) == 1:
            assert values[fact] == said.pop()
        else:
            assert values[fact] is None


@given(
    sheets(), SHEET, st.booleans(), st.sets(st.sampled_from(["r", "s"])), st.sets(st.sampled_from(["r", "s"]))
)
def test_nothing_is_missing_only_when_every_difference_alternative_and_discretion_is_reasoned(
    found, answers, alternatives, wanted, given_
):
    joint = Joint(answers, Text("x" if alternatives else " "), {rule: Text("y", 1) for rule in given_})
    agenda = differences(found, FACTS)
    gaps = missing(agenda, joint, sorted(wanted))
    assert set(gaps.discretion) == wanted - given_
    assert gaps.alternatives == (not alternatives)
    for one in agenda:
        reason = one.fact in answers and answers[one.fact].why.strip()
        assert (one.fact in gaps.unsettled) == (not reason)
    assert (gaps.count == 0) == (gaps == Missing())


@given(sheets(), st.dictionaries(st.sampled_from(SIDES), st.integers(1, 3)), st.integers(1, 3))
def test_it_locks_only_when_every_present_side_has_confirmed_this_version(found, confirmed, version):
    whole = all(confirmed.get(one.side) == version for one in found if one.present)
    assert (unconfirmed(found, confirmed, version) == frozenset()) == whole
    enough = sum(at == version for at in confirmed.values()) >= FEWEST
    assert locks(found, confirmed, version) == (whole and enough)


def test_reasons_are_kept_and_never_overwritten_unseen():
    joint = reasoned(Joint(), Text("bidrag", 2), {"r": Text("vägt", 2), "s": Text("", 2)}, seen=1)
    assert (joint.alternatives.text, dict(joint.reasoning)) == ("bidrag", {"r": Text("vägt", 2)})
    same = reasoned(joint, Text("bidrag", 3), {"r": Text("vägt", 3)}, seen=0)
    assert same == joint
    for late in ({"alternatives": Text("nytt", 3), "reasoning": {}},
                 {"alternatives": Text("bidrag", 3), "reasoning": {"r": Text("nytt", 3)}}):  # fmt: skip
        with pytest.raises(Stale):
            reasoned(joint, seen=1, **late)
    with pytest.raises(Stale):
        settled(settled(joint, "a", Answer(True, "x", 5), seen=4), "a", Answer(False, "y", 6), seen=4)


@given(SHEET, SHEET, st.text(max_size=5))
def test_what_is_kept_is_read_back(answers, other, text):
    assert read_sheet(sheet_text(answers)) == answers
    joint = Joint(other, Text(text, 3), {"r": Text(text, 4)})
    assert read_joint(joint_text(joint)) == joint
    assert read_sheet("") == {}
    assert read_joint("") == Joint()
