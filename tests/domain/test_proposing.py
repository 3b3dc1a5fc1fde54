"""Proposing and accepting: whatever happens, agreed means that all who are there accepted exactly this."""

from hypothesis import given
from hypothesis import strategies as st

from tillit.domain.confirming import Confirmation
from tillit.domain.proposing import Content, Proposal, may_accept, may_propose, settled, stand

SIDES = ("kommunen", "förening a", "förening b", "förening c")
#: What may happen: a side proposes one of a few texts, accepts what stands, leaves, or comes (back).
EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["propose", "accept", "leave", "join"]), st.sampled_from(SIDES), st.integers(0, 3)
    ),
    max_size=40,
)


class History:
    """A section as a list of what was said, kept apart from the rule that is tested."""

    def __init__(self):
        self.texts, self.proposals, self.accepted = [], [], []
        self.present = set(SIDES[:3])
        self.says = {side: None for side in SIDES}  # the text that each side last agreed to

    def now(self):
        return stand(self.present, self.proposals, self.accepted)

    def happen(self, event, side, text):
        if event == "leave" and side != SIDES[0]:
            self.present.discard(side)
        elif event == "join":
            self.present.add(side)
        elif side not in self.present:
            return
        elif event == "propose":
            mine = Content(body=f"text {text}")
            before = self.texts[-1] if self.texts else Content()
            if may_propose(len(self.texts), len(self.texts), mine, before):
                self.texts.append(mine)
                self.proposals.append(Proposal(side, len(self.texts)))
                self.says[side] = len(self.texts)
        elif event == "accept" and may_accept(side, len(self.texts), self.now()):
            self.accepted.append(Confirmation(side, len(self.texts)))
            self.says[side] = len(self.texts)


@given(EVENTS)
def test_agreed_means_that_every_present_side_said_yes_to_exactly_this_version(events):
    history = History()
    for event in events:
        history.happen(*event)
        now, last = history.now(), len(history.texts)
        all_said = len(history.present) > 1 and all(history.says[one] == last for one in history.present)
        assert (now.state == "agreed") == (last > 0 and all_said)
        assert now.accepted_by | now.waiting == (frozenset(history.present) if last else frozenset())
        assert not now.accepted_by & now.waiting
        assert now.version == last


@given(EVENTS)
def test_no_history_loses_a_word(events):
    history, seen = History(), []
    for event in events:
        history.happen(*event)
        assert history.texts[: len(seen)] == seen
        seen = list(history.texts)


@given(EVENTS, st.permutations(SIDES[1:]))
def test_the_sides_are_exchangeable(events, others):
    places = dict(zip(SIDES, (SIDES[0], *others), strict=True))
    one, other = History(), History()
    other.present = {places[side] for side in one.present}
    for event, side, text in events:
        one.happen(event, side, text)
        other.happen(event, places[side], text)
    first, second = one.now(), other.now()
    assert first.state == second.state
    assert {places[side] for side in first.waiting} == second.waiting


def test_a_change_reopens_what_was_agreed_for_all():
    history = History()
    history.present = set(SIDES[:2])
    history.happen("propose", SIDES[0], 1)
    history.happen("accept", SIDES[1], 0)
    assert (history.now().state, history.now().agreed) == ("agreed", 1)
    history.happen("propose", SIDES[1], 2)
    assert (history.now().state, history.now().agreed, history.now().waiting) == ("proposed", 1, {SIDES[0]})
    history.happen("propose", SIDES[0], 3)
    assert history.now().state == "contested"


def test_nobody_agrees_alone():
    history = History()
    history.present = {SIDES[0]}
    history.happen("propose", SIDES[0], 1)
    assert history.now().state == "proposed"


def test_what_was_not_seen_is_not_accepted():
    history = History()
    history.happen("propose", SIDES[0], 1)
    assert not may_accept(SIDES[1], 0, history.now())
    assert not may_accept(SIDES[0], 1, history.now())
    assert may_accept(SIDES[1], 1, history.now())


def test_an_empty_wording_or_one_that_was_overtaken_is_not_proposed():
    now = Content(body="a")
    assert not may_propose(1, 1, Content(body="  "), now)
    assert not may_propose(1, 1, now, now)
    assert not may_propose(0, 1, Content(body="b"), now)
    assert may_propose(1, 1, Content(body="b"), now)
    assert may_propose(1, 1, Content(removed=True), now)


def test_an_agreement_without_sections_is_not_settled():
    history = History()
    assert not settled([])
    assert not settled([history.now()])
    history.present = set(SIDES[:2])
    history.happen("propose", SIDES[0], 1)
    history.happen("accept", SIDES[1], 0)
    assert settled([history.now()])
    assert not settled([history.now(), History().now()])
