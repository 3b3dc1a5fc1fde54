"""Dates, numbers and lists as Swedish readers write them."""

import datetime
from collections.abc import Sequence
from typing import Final

_MONTHS: Final = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
_NUMBERS: Final = (
    "noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
)  # fmt: skip


def long_date(day: datetime.date) -> str:
    """A date in running text: 3 december 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def number(value: int) -> str:
    """A number with spaces between thousands: 1 400 000."""
    return f"{value:,}".replace(",", "\N{NO-BREAK SPACE}")


def counted(value: int, one: str, several: str) -> str:
    """A small number in words with its noun: ``två frågor``; from thirteen on in figures."""
    figure = _NUMBERS[value] if value < len(_NUMBERS) else number(value)
    return f"{figure} {one if value == 1 else several}"


def listed(words: Sequence[str], last: str = "och") -> str:
    """Words in a row: a, b och c."""
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def sentence(text: str) -> str:
    """The text with a capital letter first and a full stop last."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")
