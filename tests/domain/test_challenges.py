"""Wordings put together, kept goals, and comparisons word by word."""

from hypothesis import given
from hypothesis import strategies as st

from tillit.domain.challenges import (
    AGENDA,
    PARTS,
    TEXTS,
    Linked,
    Wording,
    differences,
    linked_text,
    put_together,
    read_linked,
)

WORDS = st.sampled_from(["", "ett", "två", "tre fyra", "rad\nrad"])
GOALS = st.sets(st.sampled_from("abc")).map(
    lambda ids: tuple(Linked(one, "P", f"Mål {one}", "", "", "2026-11-24", "2027") for one in sorted(ids))
)
AGENDAS = st.sets(st.integers(1, 4)).map(lambda numbers: tuple(sorted(numbers)))
WORDINGS = st.builds(Wording, WORDS, WORDS, WORDS, WORDS, GOALS, AGENDAS)


@given(WORDINGS, WORDINGS, WORDINGS, st.sampled_from(PARTS))
def test_nobodys_words_are_lost_when_two_write(seen, now, wanted, part):
    mine = getattr(wanted, part)
    after = put_together(seen, now, part, mine)
    if not now.same(seen, part):
        assert after is None, "another has changed just that part: a human must look"
        return
    assert getattr(after, part) == mine
    for other in set(PARTS) - {part}:
        assert getattr(after, other) == getattr(now, other), "what others did to other parts stays"


@given(WORDINGS, WORDINGS)
def test_the_changed_parts_are_those_that_differ(before, after):
    changed = after.changed_parts(before)
    assert set(changed) == {part for part in PARTS if getattr(before, part) != getattr(after, part)}


def test_a_challenge_is_complete_when_all_four_texts_are_written():
    full = Wording(*("text",) * 4)
    assert full.complete
    for place in range(4):
        assert not Wording(*(" " if one == place else "text" for one in range(4))).complete
    assert len(TEXTS) == 4


@given(GOALS)
def test_linked_goals_are_kept_as_they_read(goals):
    assert set(read_linked(linked_text(goals))) == set(goals)
    assert linked_text(goals) == linked_text(tuple(reversed(goals)))


TEXT = st.text(alphabet="ab åÅ.\n\t", max_size=60)


@given(TEXT, TEXT)
def test_a_comparison_holds_every_letter_of_both_texts(before, after):
    pieces = differences(before, after)
    assert "".join(one.text for one in pieces if one.kind != "removed") == after
    assert not any(one.text == "" for one in pieces)
    if before == after:
        assert all(one.kind == "same" for one in pieces)
    kept = "".join(one.text for one in pieces if one.kind != "added")
    assert kept == before


def test_the_goals_of_agenda_2030_are_seventeen():
    assert list(AGENDA) == list(range(1, 18))
    assert AGENDA[5] == "Jämställdhet"
