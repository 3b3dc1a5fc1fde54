"""What is posted: a page's form with sensible values, the same spoiled, or things no form ever sends."""

import json
from random import Random
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from walk.visiting import Field, Form

Pairs = list[tuple[str, Any]]

#: Sensible values by the name of a field; the rest go by the kind of field.
BY_NAME = {
    "number": ["802401-0053", "802404-0043", "000000-0000"],
    "valid_from": ["2026-01-01"],
    "source": ["Protokoll från årsmötet"],
    "legal_form": ["association", "foundation"],
    "contact": ["post@example.net"],
    "code": ["12345678", "123456"],
    "title": ["En text om läger", "Läxhjälp"],
    "body": ["Vi vill ordna läger för barn i sommar."],
    "came_on": ["2026-11-02"],
    "day": ["2026-12-24", "2025-05-01"],
    "clock": ["13:00"],
    "place": ["Rådhuset"],
    "name": ["Sommarlägret", "Nämnden ny"],
    "programme": ["Budget 2027", "Plan för unga"],
    "reference": ["KS 2026/412, § 187"],
    "decided_on": ["2026-11-24"],
    "first_year": ["2027", "2028"],
    "last_year": ["2029"],
    "said": ["Hur menar ni?"],
    "wording": ["Vi vill att fler barn är med.", "Ingen av oss klarar det ensam."],
    "goals": ["program;mål;från år\nBudget;Fler är med;2027"],
    "purpose": ["Barn ska få en sommar."],
    "why": ["Det står i stadgarna."],
    "issuer": ["https://127.0.0.1:9/ny", "https://login.ny.se"],
    "client_secret": ["hemlig-hemlig"],
    "text": ["namn;kod;typ;e-post\nNy nämnd;ny;nämnd;"],
    "amount": ["250 000", "1 400 000,50"],
    "rate": ["11,25"],
    "rate_on": ["2026-03-01"],
    "given_on": ["2026-03-02"],
    "starts": ["2027-01-01"],
    "ends": ["2029-12-31"],
    "last_day": ["2040-12-24"],
    "slug": ["ny-tjanst"],
    "q": ["läger"],
    "token": ["finns-inte"],
}
#: Fields of pages that hold no form, as pages that are posted to from elsewhere.
BY_ROUTE: dict[str, Pairs] = {
    "people:notice": [],
    "agreements:accept": [("version", "2"), ("sida", "myndigheten")],
    "agreements:comment": [("said", "Hur menar ni?")],
    "login:passkey": [("credential", "{}")],
}
GARBAGE = (
    "",
    " ",
    "\x00",
    "å" * 5000,
    "-1",
    "99999999999999999999",
    "NaN",
    "1' OR '1'='1",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "../../etc/passwd",
    "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "2026-13-45",
    "//elsewhere.example/",
    "\r\nSet-Cookie: x=1",
    "🐦" * 300,
    "[]",
    "null",
)


def sensible(field: Field, rng: Random) -> Any:
    """A value that someone might give."""
    if field.kind in ("hidden", "submit"):
        return field.value
    if field.kind in ("select", "radio"):
        options = [one for one in field.options if one] or [""]
        return rng.choice(options)
    if field.kind == "checkbox":
        return rng.choice(field.options or ["on"])
    if field.kind == "file":
        return SimpleUploadedFile("bilaga.txt", b"En bilaga.\n", content_type="text/plain")
    if field.name in BY_NAME and (not field.value or rng.random() < 0.5):
        return rng.choice(BY_NAME[field.name])
    if field.value and field.kind != "textarea" and rng.random() < 0.5:
        return field.value
    if field.kind == "email" or "mail" in field.name:
        return f"gast{rng.randrange(100)}@example.net"
    if field.kind == "date":
        return "2026-12-24"
    if field.kind == "number":
        return str(rng.randrange(1, 30))
    return rng.choice(["Ett svar", "Ett längre svar med flera ord"])


def filled(form: Form, rng: Random) -> Pairs:
    """A form filled in with care; of several buttons one is pressed."""
    submits = [field for field in form.fields if field.kind == "submit"]
    pressed = rng.choice(submits) if submits else None
    kept = [field for field in form.fields if field.name and (field.kind != "submit" or field is pressed)]
    return [(field.name, sensible(field, rng)) for field in kept]


def spoiled(pairs: Pairs, rng: Random) -> Pairs:
    """The same with some values replaced by garbage, lost or doubled."""
    changed: Pairs = []
    for name, value in pairs:
        dice = rng.random()
        if dice < 0.35:
            changed.append((name, rng.choice(GARBAGE)))
        elif dice < 0.9:
            changed.append((name, value))
        if dice > 0.8:
            changed.append((name, rng.choice(GARBAGE)))
    return changed


def anything(rng: Random) -> Any:
    """What no form ever sends: JSON, or fields with names of its own."""
    if rng.random() < 0.3:
        return json.dumps({"id": rng.choice(GARBAGE), "role": "tenant_administrator"})
    names = [*BY_NAME, "version", "role", "space", "email", "csrfmiddlewaretoken", "next", "send"]
    return [(rng.choice(names), rng.choice(GARBAGE)) for _ in range(rng.randrange(6))]


def query(rng: Random) -> str:
    """A query string, or none."""
    if rng.random() < 0.6:
        return ""
    some = [
        "q=l%C3%A4ger",
        "q=%00",
        "page=2",
        "page=-1",
        "page=x",
        "sida=2",
        "sida=999999999999999999999",
        "sort=-name",
    ]
    some += [
        "klart=sparat",
        "next=//elsewhere.example/",
        "next=/min-sida/",
        "q=%27%22%3E",
        "till=svar",
        "x[]=1&x[]=2",
    ]
    return "&".join(rng.sample(some, rng.randrange(1, 4)))
