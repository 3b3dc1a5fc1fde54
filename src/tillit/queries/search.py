"""Finding cases by words: in titles, names and shared texts; in internal texts only for those who read them."""

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from tillit.domain.actors import Actor
from tillit.queries.reaching import reach, writing_home
from tillit.queries.words import asked
from tillit.store.models import SearchText

_SQL = {
    "sqlite": "SELECT rowid FROM store_searchindex WHERE store_searchindex MATCH %s",
    "postgresql": "SELECT id FROM store_searchtext WHERE to_tsvector('simple', terms) @@ to_tsquery('simple', %s)",
}


def matching(text: str) -> Q:
    """The search texts that hold every word, or a word that begins or ends with it. Words are letters and digits."""
    wanted = asked(text)
    if not wanted:
        return Q(pk__in=[])
    sqlite = connection.vendor == "sqlite"
    return _indexed(
        " ".join(f'"{one}"*' for one in wanted) if sqlite else " & ".join(f"{one}:*" for one in wanted)
    )


def holding(stem: str) -> Q:
    """The search texts that hold just this stem."""
    return _indexed(f'"{stem}"' if connection.vendor == "sqlite" else stem)


def _indexed(query: str) -> Q:
    """What the database's index finds."""
    return Q(pk__in=RawSQL(_SQL[connection.vendor], [query]))  # noqa: S611  the words are a parameter


def found_in(actor: Actor, text: str) -> Q:
    """The cases where a search finds something that the actor may read, as a filter on cases."""
    found = SearchText.objects.filter(matching(text))
    inside = found.filter(reach(actor, "writing.read", "internal", writing_home), inside=True)
    return Q(pk__in=found.filter(inside=False).values("case")) | Q(pk__in=inside.values("case"))
