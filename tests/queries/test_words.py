"""Words as they are searched: stems and the ends of long words; whatever is written can be found again."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from tillit.queries.words import LONG, PART, asked, stemmed, stems, terms

WORD = st.text("abcdefghijklmnopqrstuvwxyzåäö", min_size=2, max_size=30)
HALF = st.text("abcdefghijklmnopqrstuvwxyzåäö", min_size=1, max_size=20)


@given(st.lists(WORD, min_size=1, max_size=8))
def test_every_word_of_a_text_finds_it(words):
    kept = terms(" ".join(words)).split()
    for word in words:
        assert all(any(term.startswith(stem) for term in kept) for stem in asked(word))


@given(HALF, HALF)
def test_every_end_of_a_compound_finds_it(begin, end):
    stem = stems(begin + end)[0]
    kept = set(terms(begin + end).split())
    ends = {stem[at:] for at in range(len(stem))}
    assert {one for one in kept if one != stem} == {
        one for one in ends - {stem} if len(stem) >= LONG and len(one) >= PART
    }


def test_forms_of_a_word_and_parts_of_compounds_meet():
    kept = terms("Föreningsbidragen till överenskommelserna om läxhjälp").split()
    for search in ("bidrag", "föreningsbidrag", "överenskommelse", "överenskommelsen", "LÄXHJÄLP", "hjälp"):
        assert all(any(term.startswith(stem) for term in kept) for stem in asked(search)), search
    assert not any(term.startswith(stem) for stem in asked("barn") for term in kept)


def test_swedish_letters_are_letters_of_their_own():
    assert stems("får") != stems("far")
    assert stems(unicodedata.normalize("NFD", "räksmörgås")) == stems("räksmörgås")
    assert stems("över\N{SOFT HYPHEN}enskommelse") == stems("överenskommelse")


def test_signs_are_no_words_and_no_search_is_too_long():
    assert asked("\" OR * & | ! : ( ) - _ ' ; -- %") == ["or"]
    assert len(asked(" ".join(f"ord{number}" for number in range(50)))) == 8
    assert stemmed("Barnens barn") == {"barn": "barnens"}
