"""How long an agreement holds: months and neighbours against days counted one by one, and what is refused."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tillit.domain.term_limits import Neighbour, neighbours, promises, refusals
from tillit.domain.terms import Term, last_day, lines, long_date, months, read_day, read_term, term_text

DAY = timedelta(days=1)
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
NEAR = st.dates(date(2026, 12, 1), date(2028, 4, 1))
WHOLE = Term(date(2027, 1, 1), date(2029, 12, 31), 6, "times", 12, 1)


@st.composite
def terms(draw, days=DAYS):
    """Any term, as far as it may be written."""
    starts, ends = (draw(st.none() | days) for _ in range(2))
    if starts and ends and ends < starts:
        starts, ends = ends, starts
    extension = draw(st.sampled_from(["none", "times", "agreed", "unlimited"]))
    number = st.integers(1, 120)
    extended = {"none": st.none(), "times": number}.get(extension, st.none() | number)
    times = draw(st.integers(1, 10)) if extension == "times" else None
    return Term(starts, ends, draw(st.none() | number), extension, draw(extended), times)


@settings(deadline=None)
@given(terms(), st.randoms())
def test_a_term_is_read_back_as_it_was_and_written_in_one_way(term, random):
    text = term_text(term)
    assert read_term(text) == term
    plain = list(json.loads(text or "{}").items())
    random.shuffle(plain)
    loose = {**dict(plain), "notice_months": term.notice_months, "extension": term.extension}
    assert term_text(read_term(json.dumps(loose, indent=2))) == text


@settings(deadline=None)
@given(terms(NEAR), terms(NEAR))
def test_different_terms_are_different_texts_and_different_lines(one, other):
    assert (term_text(one) == term_text(other)) == (one == other)
    assert (lines(one) == lines(other)) == (one == other)


@settings(deadline=None)
@given(terms(NEAR), st.sampled_from(["notice_months", "extension_months", "extension_times"]))
def test_another_number_is_another_line(term, name):
    if getattr(term, name) not in (None, 1):
        assert lines(term) != lines(replace(term, **{name: 1}))


def test_the_text_is_the_same_for_good_as_sides_have_accepted_it_to_the_letter():
    assert term_text(WHOLE) == (
        '{"ends": "2029-12-31", "extension": "times", "extension_months": 12, "extension_times": 1, '
        '"notice_months": 6, "starts": "2027-01-01"}'
    )


def test_an_empty_term_is_no_text():
    assert term_text(Term()) == ""
    assert read_term("") == read_term("{}") == Term()
    assert lines(Term()) == ()


def test_the_lines_say_it_in_plain_words():
    assert lines(WHOLE) == (
        "Överenskommelsen gäller från 1 januari 2027 till och med 31 december 2029, 36 månader.",
        "Uppsägningstiden är 6 månader.",
        "Överenskommelsen kan förlängas en gång med högst 12 månader.",
    )
    one = replace(WHOLE, ends=date(2027, 1, 31), notice_months=1, extension_times=2, extension_months=1)
    assert lines(one) == (
        "Överenskommelsen gäller från 1 januari 2027 till och med 31 januari 2027, 1 månad.",
        "Uppsägningstiden är 1 månad.",
        "Överenskommelsen kan förlängas två gånger med högst 1 månad varje gång.",
    )
    open_ended = Term(date(2027, 1, 1), None, None, "unlimited", 12)
    assert lines(open_ended) == (
        "Överenskommelsen gäller från 1 januari 2027. Slutdagen är inte bestämd.",
        "Uppsägningstiden är inte bestämd.",
        "Överenskommelsen kan förlängas hur många gånger som helst med högst 12 månader varje gång.",
    )
    assert lines(Term(ends=date(2027, 5, 31), extension="agreed", extension_months=6)) == (
        "Överenskommelsen gäller från en dag som inte är bestämd till och med 31 maj 2027.",
        "Uppsägningstiden är inte bestämd.",
        "Överenskommelsen kan förlängas med högst 6 månader om alla parter beslutar det på nytt.",
    )
    assert lines(Term(notice_months=3))[2] == "Överenskommelsen kan inte förlängas."
    assert lines(replace(WHOLE, extension_times=10))[2].startswith(
        "Överenskommelsen kan förlängas tio gånger"
    )


def test_days_are_written_out():
    assert long_date(date(2027, 1, 1)) == "1 januari 2027"
    assert " ".join(long_date(date(2028, month, 29)).split()[1] for month in range(1, 13)) == (
        "januari februari mars april maj juni juli augusti september oktober november december"
    )
    assert read_day("2028-02-29") == date(2028, 2, 29)


WRONG = [
    ({"ends": date(2026, 12, 31)}, "startdagen eller senare"),
    ({"starts": date(1999, 12, 31)}, "mellan år 2000 och 2100"),
    ({"ends": date(2101, 1, 1)}, "mellan år 2000 och 2100"),
    ({"starts": "2027-01-01"}, "mellan år 2000 och 2100"),
    ({"starts": datetime(2027, 1, 1)}, "mellan år 2000 och 2100"),  # noqa: DTZ001
    ({"notice_months": 0}, "uppsägningstiden"),
    ({"notice_months": 121}, "uppsägningstiden"),
    ({"notice_months": 1.0}, "uppsägningstiden"),
    ({"notice_months": True}, "uppsägningstiden"),
    ({"extension_months": 0}, "förlängningen .* månader"),
    ({"extension_months": 121}, "förlängningen .* månader"),
    ({"extension_times": 0}, "förlängningen .* gånger"),
    ({"extension_times": 11}, "förlängningen .* gånger"),
    ({"extension": "forever"}, "Välj om"),
    ({"extension": None}, "Välj om"),
    ({"extension": []}, "Välj om"),
    ({"extension_months": None}, "hur många gånger den kan"),
    ({"extension_times": None}, "hur många gånger den kan"),
    ({"extension": "agreed"}, "bestämt antal gånger"),
    ({"extension": "unlimited"}, "bestämt antal gånger"),
    ({"extension": "none"}, "bestämt antal gånger"),
    ({"extension": "none", "extension_times": None}, "ta bort förlängningens månader"),
]


@pytest.mark.parametrize(("wrong", "words"), WRONG)
def test_what_cannot_be_a_term_is_refused_in_words(wrong, words):
    with pytest.raises(ValueError, match=words):
        replace(WHOLE, **wrong)


def test_the_ends_of_what_may_be_written_are_not_refused():
    assert replace(WHOLE, ends=WHOLE.starts, notice_months=120, extension_months=120, extension_times=10)
    assert Term(date(2000, 1, 1), date(2100, 12, 31), 1)


@pytest.mark.parametrize("text", ["{", "NaN{", "[" * 100_000, '{"notice_months": 6' + " " * 3000 + "}"])
def test_what_is_no_text_of_a_term_or_too_long_is_refused(text):
    with pytest.raises(ValueError, match="går inte att läsa"):
        read_term(text)
    assert read_term('{"notice_months": 6' + " " * 1000 + "}") == Term(notice_months=6)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ([], "tabell"),
        (None, "tabell"),
        ({"start": "2027-01-01"}, "Menade du ”starts”"),
        ({"starts": "20270101"}, "år-månad-dag"),
        ({"starts": "2027-W01-1"}, "år-månad-dag"),
        ({"starts": "2027-02-29"}, "år-månad-dag"),
        ({"starts": "1999-12-31"}, "år-månad-dag"),
        ({"starts": 20270101}, "år-månad-dag"),
        ({"ends": ""}, "år-månad-dag"),
        ({"notice_months": "6"}, "uppsägningstiden"),
        ({"extension": "often"}, "Välj om"),
    ],
)
def test_what_is_sent_is_read_strictly(sent, words):
    with pytest.raises(ValueError, match=words):
        read_term(json.dumps(sent))


def months_day_by_day(starts, ends):
    """A new month begins on the first day's number, or on the 1st when the month before had no day of that number."""
    days = [starts + number * DAY for number in range((ends - starts).days + 1)]
    after_short = [day for day in days[1:] if day.day == 1 and (day - DAY).day < starts.day]
    return len({day for day in days if day.day == starts.day} | set(after_short))


@settings(deadline=None)
@given(NEAR | st.sampled_from([date(2027, 1, day) for day in (28, 29, 30, 31)]), st.integers(0, 900))
def test_months_are_those_counted_day_by_day(starts, days):
    assert months(starts, starts + days * DAY) == months_day_by_day(starts, starts + days * DAY)


@pytest.mark.parametrize(
    ("starts", "ends", "number"),
    [
        ("2027-01-01", "2027-01-01", 1),
        ("2027-01-01", "2027-01-31", 1),
        ("2027-01-01", "2027-02-01", 2),
        ("2027-01-01", "2027-12-31", 12),
        ("2027-01-15", "2027-02-14", 1),
        ("2027-01-15", "2027-02-15", 2),
        ("2027-01-31", "2027-02-28", 1),  # a short month is a whole month
        ("2027-01-31", "2027-03-01", 2),
        ("2028-01-30", "2028-02-29", 1),
        ("2028-02-29", "2029-02-28", 12),
        ("2022-04-01", "2024-03-31", 24),
    ],
)
def test_months_as_people_count_them(starts, ends, number):
    assert months(read_day(starts), read_day(ends)) == number


def test_months_backwards_are_refused():
    with pytest.raises(ValueError, match="startdagen eller senare"):
        months(date(2027, 1, 2), date(2027, 1, 1))


@pytest.mark.parametrize(
    ("changes", "last"),
    [
        ({}, date(2030, 12, 31)),
        ({"extension_times": 3, "extension_months": 1}, date(2030, 3, 31)),
        ({"ends": date(2027, 2, 28), "extension_months": 1}, date(2027, 3, 31)),
        ({"ends": date(2027, 6, 15), "extension_months": 1}, date(2027, 7, 15)),
        ({"starts": None, "ends": date(2027, 1, 30), "extension_months": 1}, date(2027, 2, 28)),
        ({"extension": "agreed", "extension_times": None, "extension_months": 2}, date(2030, 2, 28)),
        ({"extension": "agreed", "extension_times": None, "extension_months": None}, date(2029, 12, 31)),
        ({"extension": "none", "extension_times": None, "extension_months": None}, date(2029, 12, 31)),
        ({"extension": "unlimited", "extension_times": None}, None),
        ({"ends": None}, None),
    ],
)
def test_the_last_day_has_every_extension_used(changes, last):
    assert last_day(replace(WHOLE, **changes)) == last


def keys(term, longest=None):
    """What stands in the way."""
    return [one.key for one in refusals(term, longest)]


def test_a_term_without_an_end_or_a_limit_is_refused_with_its_ground():
    assert keys(WHOLE) == []
    unlimited = replace(WHOLE, extension="unlimited", extension_times=None)
    assert keys(unlimited) == ["unlimited"]
    assert keys(replace(unlimited, ends=None)) == ["no_end", "unlimited"]
    assert keys(Term()) == ["no_end"]
    (found,) = refusals(unlimited, None)
    assert "Alingsås" in found.why
    assert found.source == "HFD 2020 ref. 15"


def test_a_term_longer_than_the_guideline_is_refused_with_its_extensions():
    assert keys(WHOLE, 48) == []
    assert keys(WHOLE, 47) == ["too_long"]
    bare = Term(WHOLE.starts, WHOLE.ends)
    assert keys(bare, 36) == []
    (found,) = refusals(bare, 35, "Stockholm 2023")
    assert found.source == "Stockholm 2023"
    assert "36 månader." in found.text
    assert "högst 35 månader" in found.why
    assert "48 månader när varje förlängning är räknad" in refusals(WHOLE, 36)[0].text
    assert keys(replace(WHOLE, starts=None), 1) == []
    assert keys(replace(WHOLE, extension="unlimited", extension_times=None), 35) == ["unlimited", "too_long"]
    assert keys(replace(WHOLE, extension="unlimited", extension_times=None), 36) == ["unlimited"]


PERIODS = st.tuples(NEAR, NEAR).map(sorted)


@settings(deadline=None, max_examples=200)
@given(PERIODS, st.lists(PERIODS, max_size=4))
def test_gaps_and_overlaps_are_those_of_sets_of_days(mine, others):
    earlier = [(f"avtal {number}", *one) for number, one in enumerate(others)]
    found = neighbours(Term(*mine), earlier)
    ours = days_of(*mine)
    expected = {}
    for title, *theirs in earlier:
        both = ours & days_of(*theirs)
        span = days_of(min(mine[0], theirs[0]), max(mine[1], theirs[1]))
        expected[title] = (len(span - ours - days_of(*theirs)), len(both))
    assert {one.title: (one.gap, one.overlap) for one in found} == expected
    nearness = [(one.gap, -one.overlap) for one in found]
    assert nearness == sorted(nearness)
    for title, *theirs in earlier:
        (back,) = neighbours(Term(*theirs), [(title, *mine)])
        assert (back.gap, back.overlap) == expected[title], "it is the same from the other side"


def days_of(first, last):
    """Every day of a period."""
    return {first + number * DAY for number in range((last - first).days + 1)}


def test_neighbours_in_words_and_without_days():
    term = Term(date(2024, 6, 1))
    earlier = ("Lokala hjälpen", date(2022, 4, 1), date(2024, 3, 31))
    (found,) = neighbours(term, [earlier])
    assert found == Neighbour("Lokala hjälpen", 61, 0)
    assert (
        found.text == "Under 61 dagar mellan Lokala hjälpen och den här överenskommelsen gäller ingen av dem."
    )
    assert neighbours(replace(term, starts=date(2024, 3, 31)), [earlier])[0].text == (
        "Under 1 dag gäller både Lokala hjälpen och den här överenskommelsen."
    )
    assert "utan glapp" in neighbours(replace(term, starts=date(2024, 4, 1)), [earlier])[0].text
    assert neighbours(Term(ends=date(2024, 6, 1)), [earlier]) == ()
    with pytest.raises(ValueError, match="Lokala hjälpen slutar innan"):
        neighbours(term, [("Lokala hjälpen", date(2022, 4, 2), date(2022, 4, 1))])


def test_what_is_not_promised_is_said():
    told = promises(WHOLE, 75_000_000, [2028, 2027, 2027, 2032])
    assert told[0] == "Efter 31 december 2029 är inget lovat: varken pengar, lokaler eller arbete."
    assert told[1].startswith("Tiden förlängs inte av sig själv.")
    assert told[2].replace("\N{NO-BREAK SPACE}", " ") == (
        "Pengarna, 750 000 kr, gäller bara 2027, 2028 och 2032. För andra år är inga pengar lovade."
    )
    assert told[3] == "Ingen part måste fortsätta med sina egna insatser när tiden är slut."
    assert told[4].endswith("den slutar då efter 6 månader.")
    assert len(told) == 5


def test_what_is_not_promised_when_little_is_written():
    told = promises(Term(), None)
    assert told[0].startswith("Slutdagen är inte bestämd.")
    assert told[1] == "Tiden förlängs inte. Vill ni fortsätta måste varje part fatta ett nytt beslut."
    assert told[2] == "Pengar är lovade bara för de år som står i överenskommelsen."
    assert told[4] == "Det är inte bestämt om tiden kan sägas upp i förväg."
    assert promises(Term(), 0, [2027])[2] == "Ingen part lovar pengar."
    assert promises(Term(), None, [2027])[2].startswith("Pengarna gäller bara 2027.")
    unlimited = Term(extension="unlimited")
    assert promises(unlimited, None)[1].startswith("Tiden förlängs inte av sig själv.")
