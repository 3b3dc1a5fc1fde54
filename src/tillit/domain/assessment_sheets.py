"""Answer sheets and the joint view as they are kept: JSON texts, always written the same way."""

import json
from collections.abc import Mapping
from typing import Any

from tillit.domain.sealed_assessment import Answer, Joint, Text


def sheet_text(answers: Mapping[str, Answer]) -> str:
    """The answers of a side as text."""
    return _text(_plain(answers))


def read_sheet(text: str) -> dict[str, Answer]:
    """The answers in what `sheet_text` wrote; none in an empty text."""
    return _answers(json.loads(text or "{}"))


def joint_text(joint: Joint) -> str:
    """The joint view as text."""
    return _text(
        {
            "answers": _plain(joint.answers),
            "alternatives": [joint.alternatives.text, joint.alternatives.version],
            "reasoning": {rule: [one.text, one.version] for rule, one in joint.reasoning.items()},
        }
    )


def read_joint(text: str) -> Joint:
    """The joint view in what `joint_text` wrote; an empty one in an empty text."""
    if not text:
        return Joint()
    kept = json.loads(text)
    reasoning = {rule: Text(*one) for rule, one in kept["reasoning"].items()}
    return Joint(_answers(kept["answers"]), Text(*kept["alternatives"]), reasoning)


def _plain(answers: Mapping[str, Answer]) -> dict[str, list[Any]]:
    return {fact: [one.value, one.why, one.version] for fact, one in answers.items()}


def _answers(kept: Mapping[str, list[Any]]) -> dict[str, Answer]:
    return {fact: Answer(*one) for fact, one in kept.items()}


def _text(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)
