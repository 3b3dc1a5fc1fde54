"""Finding cases by words: in titles, names and shared texts; in internal texts only for those who read them."""

from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from tillit.domain.actors import Actor
from tillit.domain.roles import RoleHeld
from tillit.queries.reaching import reach, writing_home
from tillit.queries.words import asked, home_term
from tillit.store.models import SearchText

_SQL = {
    "sqlite": "SELECT rowid FROM store_searchindex WHERE store_searchindex MATCH %s",
    "postgresql": "SELECT id FROM store_searchtext WHERE to_tsvector('simple', terms) @@ to_tsquery('simple', %s)",
}
#: Keeps PostgreSQL from asking each text of each case by itself, which takes it ten times as long: the index first.
_FIRST = {"sqlite": "", "postgresql": " OFFSET 0"}


def matching(actor: Actor, text: str) -> Q:
    """The search texts that hold every word, or a word that begins or ends with it. Words are letters and digits."""
    wanted = asked(text)
    homes = _homes(actor)
    if not wanted or not homes:
        return Q(pk__in=[])
    words = [f'"{one}"*' if _sqlite() else f"{one}:*" for one in wanted]
    asked_first = _SQL[connection.vendor] + _FIRST[connection.vendor]
    return Q(pk__in=RawSQL(asked_first, [_among(words, homes)]))  # noqa: S611  words are a parameter


def holding(actor: Actor, stem: str, most: int) -> list[int]:
    """Search texts that hold just this stem, by id: no more of them than asked for, as a common word tells little.

    They are among those of the actor's own houses, and may still not be theirs to read: ask the gate.
    """
    homes = _homes(actor)
    if not homes:
        return []
    with connection.cursor() as cursor:
        query = _among([f'"{stem}"' if _sqlite() else stem], homes)
        cursor.execute(f"{_SQL[connection.vendor]} LIMIT %s", [query, most])
        return [key for (key,) in cursor.fetchall()]


def _among(words: list[str], homes: list[str]) -> str:
    """A question to the database's index: all the words, and one of the houses.

    The houses make it fast among very many cases; they give no right to anything.
    """
    both, either = (" AND ", " OR ") if _sqlite() else (" & ", " | ")
    return f"{both.join(words)}{both}({either.join(homes)})"


def _sqlite() -> bool:
    return connection.vendor == "sqlite"


def _homes(actor: Actor) -> list[str]:
    """The terms of the houses that an actor's roles are in."""
    return sorted({home_term(key) for held in actor.roles if (key := _home(held)) is not None})


def _home(held: RoleHeld) -> UUID | None:
    """Where a role reads: its organisation, its board, or all of its authority."""
    return held.organisation or held.board or held.authority


def found_in(actor: Actor, text: str) -> Q:
    """The cases where a search finds something that the actor may read, as a filter on cases."""
    found = SearchText.objects.filter(matching(actor, text))
    inside = found.filter(reach(actor, "writing.read", "internal", writing_home), inside=True)
    return Q(pk__in=found.filter(inside=False).values("case")) | Q(pk__in=inside.values("case"))
