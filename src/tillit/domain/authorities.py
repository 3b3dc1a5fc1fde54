"""What an authority chooses: kind, word for the agreement, theme; and which identity service will do."""

import ipaddress
import re
from urllib.parse import urlsplit

KINDS: dict[str, str] = {"municipality": "Kommun", "region": "Region"}
AGREEMENT_WORDS: dict[str, str] = {"överenskommelse": "Överenskommelse", "avtal": "Avtal"}
#: Themes that are shipped, each a file web/static/themes/<name>.css; "tillit" is the look without any.
THEMES: dict[str, str] = {"tillit": "Tillit (grön)", "hav": "Hav (blå)", "ljung": "Ljung (lila)"}
LONGEST_ANSWER = 365
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_HOST = re.compile(
    r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]", re.ASCII
)


def slug_of(name: str) -> str:
    """A name as a word for addresses: a–z, digits and hyphens, at most 40; "huvudman" when empty."""
    plain = name.casefold().translate(str.maketrans("åäöéü", "aaoeu"))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-") or "huvudman"


def issuer_problem(issuer: str, *, loopback: bool) -> str:
    """What is wrong with the address of an identity service, in Swedish; "" when it will do.

    Only https to a named host: nothing inside the own network must be fetched because someone wrote it in a
    form. `loopback` lets the demo and the tests use a service on the same machine.
    """
    wrong = "Skriv adressen till tjänsten, till exempel https://login.kommun.se."
    try:
        parts = urlsplit(issuer)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return wrong
    if loopback and host in LOOPBACK and parts.scheme in ("http", "https"):
        return "" if not (parts.query or parts.fragment or parts.username) else wrong
    if parts.scheme != "https":
        return "Adressen ska börja med https://. Annars kan någon lyssna på vägen."
    if parts.query or parts.fragment or parts.username or parts.password or re.search(r"[\s\\]", issuer):
        return wrong
    if port not in (None, 443):
        return "Adressen får inte ha något portnummer."
    if _is_number(host) or not _HOST.fullmatch(host) or host.endswith((".local", ".internal", ".localhost")):
        return "Adressen ska ha ett namn på internet, inte ett nummer eller ett internt namn."
    return ""


def _is_number(host: str) -> bool:
    """Whether the host is an IP address in any spelling that a library may understand."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return bool(re.fullmatch(r"[0-9.x]*|0x[0-9a-f.]+", host))
    return True
