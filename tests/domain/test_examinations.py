"""Examinations: read strictly, proposed from facts, concluded with a reason; and their real files."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillit.domain.examination_files import parse_guides
from tillit.domain.examinations import (
    Answer,
    concluded,
    facts_asked,
    must_be_reasoned,
    plain_answers,
    proposal,
    read_answers,
    read_facts,
    warnings,
)
from tillit.domain.questions import parse_bank
from tillit.domain.reading import BadData

ROOT = Path(__file__).resolve().parents[2]
BANK = parse_bank(tomllib.loads((ROOT / "questions" / "bank.toml").read_text(encoding="utf-8")))


def raw_of(name):
    """The plain data of a real file."""
    return tomllib.loads((ROOT / "examinations" / f"{name}.toml").read_text(encoding="utf-8"))


GUIDES = {
    guide.id: guide
    for name in ("legal", "consequence")
    for guide in parse_guides(raw_of(name), facts=BANK.by_id)
}
ASKED = sorted(facts_asked(GUIDES.values()))
NOTES = st.sampled_from(["", "Så är det.", "Rad ett\nrad två"])
FACTS = st.dictionaries(st.sampled_from(ASKED), st.sampled_from([True, False, None]))


def small(**changes):
    """A file with one small examination."""
    one = {
        "id": "insyn",
        "title": "Insyn",
        "about": "Om insyn.",
        "ground": "Alltid.",
        "law": "Lag",
        "source": "Källa",
        "step": [{"id": "ett", "question": "Är det så?", "help": "Tänk efter."}],
        "conclusion": [
            {"id": "bra", "title": "Bra", "meaning": "Gå vidare.", "clear": True},
            {"id": "hinder", "title": "Hinder", "meaning": "Vänta."},
        ],
    }
    return {"kind": "legal", "version": "1", "examination": [{**one, **changes}]}


def test_every_examination_of_the_issue_is_there_with_law_and_source():
    kinds = {name: guide.kind for name, guide in GUIDES.items()}
    legal = [name for name, kind in kinds.items() if kind == "legal"]
    assert legal == [
        "upphandling", "statsstod", "kompetens", "demokrativillkor", "dubbelfinansiering", "jav",
        "privat-utforare", "insyn",
    ]  # fmt: skip
    assert [name for name, kind in kinds.items() if kind == "consequence"] == [
        "barnets-basta", "jamstalldhet", "sma-organisationer", "tillganglighet", "personuppgifter",
    ]  # fmt: skip
    assert all(guide.law and guide.source for guide in GUIDES.values())
    assert len(GUIDES["barnets-basta"].steps) == 6
    assert [name for name, guide in GUIDES.items() if guide.outcome_only] == ["demokrativillkor"]
    assert {guide.calculation for guide in GUIDES.values()} == {
        "", "contract_value", "minor_aid", "declarations"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"concluson": []}, "Menade du ”conclusion”"),
        ({"when": "children_afected"}, "Menade du ”children_affected”"),
        ({"calculation": "minor_ad"}, "Menade du ”minor_aid”"),
        ({"title": 3}, "ska vara text"),
        ({"law": ""}, "law"),
        ({"step": []}, "listan är tom"),
        ({"step": [{"id": "a", "question": "b", "help": "c", "warns": True}]}, "hör ihop"),
        ({"step": [{"id": "a", "question": "b", "help": "c", "because": "d"}]}, "hör ihop"),
        (
            {
                "step": [
                    {"id": "a", "question": "b", "help": "c", "text": True, "warns": True, "because": "d"}
                ]
            },
            "kan inte varna",
        ),
        ({"step": [{"id": "a", "question": "b", "hlp": "c"}]}, "Menade du ”help”"),
        ({"step": [{"id": "a", "question": "b", "help": "c"}] * 2}, "”a” finns två gånger"),
        ({"conclusion": [{"id": "a", "title": "b", "meaning": "c"}]}, "clear = true"),
        ({"conclusion": [{"id": "a", "title": "b", "meaning": "c", "clear": True}]}, "clear = true"),
        ({"way_out": [{"title": "a", "text": "b"}]}, "source"),
    ],
)
def test_what_is_wrong_is_said_with_the_nearest_valid_name(changes, message):
    with pytest.raises(BadData, match=r"examination") as found:
        parse_guides(small(**changes), facts=BANK.by_id)
    assert message in str(found.value)


def test_a_file_is_of_one_kind_and_names_nothing_twice():
    with pytest.raises(BadData, match="Menade du ”legal”"):
        parse_guides({**small(), "kind": "legl"}, facts=BANK.by_id)
    with pytest.raises(BadData, match="”insyn” finns två gånger"):
        parse_guides({**small(), "examination": small()["examination"] * 2}, facts=BANK.by_id)


@given(FACTS)
def test_what_is_unknown_never_leaves_an_examination_out(facts):
    """An examination that some answer to the open facts would ask for is proposed already now."""
    for guide in GUIDES.values():
        now = proposal(guide, facts)
        for value in (True, False):
            filled = {name: facts.get(name) if facts.get(name) is not None else value for name in ASKED}
            later = proposal(guide, filled)
            assert later in ("yes", "no", "always")
            if now in ("yes", "no", "always"):
                assert later == now
            if later in ("yes", "always"):
                assert now != "no"


def test_proposals_follow_the_facts():
    child = GUIDES["barnets-basta"]
    assert [proposal(child, {"children_affected": value}) for value in (True, None, False)] == [
        "yes",
        "maybe",
        "no",
    ]
    assert proposal(GUIDES["upphandling"], {}) == "always"
    assert proposal(GUIDES["dubbelfinansiering"], {"other_support_same_purpose": False}) == "no"


@given(
    st.sampled_from(sorted(GUIDES)),
    st.data(),
)
def test_answers_read_back_as_they_were_and_warn_only_where_the_answer_is_the_warning(name, data):
    guide = GUIDES[name]
    steps = () if guide.outcome_only else guide.steps
    values = st.sampled_from([True, False, None])
    raw = {
        step.id: {
            "value": None if step.text else data.draw(values),
            "note": data.draw(NOTES),
        }
        for step in steps
        if data.draw(st.booleans())
    }
    answers = read_answers(guide, raw)
    assert read_answers(guide, plain_answers(answers)) == answers
    assert all(answer.given for answer in answers.values())
    expected = [
        step.id
        for step in steps
        if step.warns is not None and raw.get(step.id, {}).get("value") is step.warns
    ]
    assert [step.id for step in warnings(guide, answers)] == expected


def test_alingsas_raises_every_flag_and_a_joint_effort_none():
    guide = GUIDES["upphandling"]
    alingsas = {step.id: Answer(step.warns) for step in guide.steps}
    assert len(warnings(guide, alingsas)) == 9
    assert all(step.because for step in warnings(guide, alingsas))
    assert warnings(guide, {step.id: Answer(not step.warns) for step in guide.steps}) == ()
    assert warnings(guide, {step.id: Answer(None, "Vet inte") for step in guide.steps}) == ()


def test_answers_that_do_not_belong_are_refused():
    with pytest.raises(BadData, match="Menade du ”pris-per-plats”"):
        read_answers(GUIDES["upphandling"], {"pris-per-plat": {"value": True}})
    with pytest.raises(BadData, match="text"):
        read_answers(GUIDES["barnets-basta"], {"lyssna": {"value": True}})
    with pytest.raises(BadData, match="ja eller nej"):
        read_answers(GUIDES["upphandling"], {"domstol": {"value": 1}})
    with pytest.raises(BadData):
        read_answers(GUIDES["demokrativillkor"], {"vald": {"note": "Något känsligt"}})
    assert read_answers(GUIDES["demokrativillkor"], {}) == {}


def test_a_conclusion_takes_a_motivation_and_one_of_its_own_names():
    guide = GUIDES["demokrativillkor"]
    assert concluded(guide, "uppfyllt", "Stadgar lästa.").clear
    for wrong in ("", " \n "):
        with pytest.raises(BadData, match="motivering"):
            concluded(guide, "uppfyllt", wrong)
    with pytest.raises(BadData, match="Menade du ”uppfyllt”"):
        concluded(guide, "uppfylt", "Skäl")
    with pytest.raises(BadData, match="300"):
        concluded(guide, "uppfyllt", "a" * 301)
    concluded(GUIDES["insyn"], "inget-hinder", "a" * 301)
    with pytest.raises(BadData):
        must_be_reasoned("")


def test_facts_are_read_strictly_and_the_unknown_is_left_out():
    assert read_facts({"a": True, "b": None, "c": False}, {"a", "b", "c"}) == {"a": True, "c": False}
    with pytest.raises(BadData, match="true, false"):
        read_facts({"a": 1}, {"a"})
    with pytest.raises(BadData, match="okänd"):
        read_facts({"d": True}, {"a"})
