"""Confirming the same version: the sides are alike, and nothing is agreed before every present side has said so."""

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from tillit.domain.confirming import FEWEST_SIDES, Confirmation, may_confirm, standing

SIDES = ("authority", "natt", "hem", "lek")
ACTS = ("write", "confirm", "confirm what was", "join", "leave")
STEPS = st.lists(st.tuples(st.sampled_from(SIDES), st.sampled_from(ACTS)), max_size=30)
ORDERS = st.permutations(SIDES)


@dataclass
class Text:
    """A text in a case: who is there, its version, and all that was ever confirmed."""

    present: set[str] = field(default_factory=lambda: set(SIDES[:2]))
    version: int = 1
    given: list[Confirmation[str]] = field(default_factory=list)

    def standing(self):
        """How it stands."""
        return standing(self.present, self.version, self.given)

    def do(self, side, act):
        """Do what the side wants, if it can. Tells whether it could."""
        seen = self.version - (act == "confirm what was")
        match act:
            case "join":
                self.present.add(side)
            case "leave":
                self.present.discard(side)
            case "write" if side in self.present:
                self.version += 1
            case "confirm" | "confirm what was" if may_confirm(side, seen, self.version, self.standing()):
                self.given.append(Confirmation(side, seen))
            case _:
                return False
        return True


@given(STEPS, ORDERS)
def test_exchanging_the_sides_in_any_history_exchanges_the_possibilities(steps, order):
    other = dict(zip(SIDES, order, strict=True))
    text, twin = Text(), Text(present={other[side] for side in SIDES[:2]})
    for side, act in steps:
        assert text.do(side, act) == twin.do(other[side], act)
        mine, theirs = text.standing(), twin.standing()
        assert {other[one] for one in mine.missing} == theirs.missing
        assert {other[one] for one in mine.confirmed_by} == theirs.confirmed_by
        assert mine.confirmed == theirs.confirmed
        for one in SIDES:
            assert may_confirm(one, text.version, text.version, mine) == may_confirm(
                other[one], twin.version, twin.version, theirs
            )


@given(STEPS)
def test_it_is_never_confirmed_before_every_present_side_has_confirmed_the_present_version(steps):
    text = Text()
    for side, act in steps:
        text.do(side, act)
        said = {one.side for one in text.given if one.version == text.version}
        assert text.standing().confirmed == (text.present <= said and len(text.present) >= FEWEST_SIDES)
        assert text.standing().missing == text.present - said


@given(STEPS)
def test_any_change_takes_the_confirmations_away(steps):
    text = Text()
    for side, act in steps:
        if text.do(side, act) and act == "write":
            assert text.standing().confirmed_by == frozenset()
            assert not text.standing().confirmed


def test_a_side_that_leaves_is_not_needed_but_nobody_agrees_alone():
    given_so_far = [Confirmation("authority", 3), Confirmation("natt", 3)]
    assert not standing({"authority", "natt", "hem"}, 3, given_so_far).confirmed
    assert standing({"authority", "natt"}, 3, given_so_far).confirmed
    assert not standing({"authority"}, 3, given_so_far).confirmed
    assert not standing(set(), 3, given_so_far).confirmed


def test_nobody_confirms_twice_or_what_they_have_not_seen():
    now = standing({"authority", "natt"}, 3, [Confirmation("natt", 3), Confirmation("authority", 2)])
    assert not may_confirm("natt", 3, 3, now)
    assert not may_confirm("authority", 2, 3, now)
    assert may_confirm("authority", 3, 3, now)
    assert not may_confirm("hem", 3, 3, now)
