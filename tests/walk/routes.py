"""All routes, from the URL resolver; and addresses made from them with ids of every sort."""

import re
import uuid
from dataclasses import dataclass
from random import Random
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from tillit.domain.spaces import Space
from walk import furnishing, oracle

PARAMETER = re.compile(r"<(?:(?P<converter>\w+):)?(?P<name>\w+)>")
#: Whose id a parameter is, where its name is another than the kind's.
KINDS = {
    "person_id": "person",
    "notice_id": "notice",
    "role": "grant",
    "file": "attachment",
    "service": "provider",
}
#: Values of what is no id of a row.
WORDS = {
    "guideline_id": ["skr-2018", "law-se", "finns-inte"],
    "fact": ["general_interest", "finns-inte", "societal_challenge"],
    "slug": ["sund", "berg", "finns-inte"],
    "provider_id": ["sund", "berg", "finns-inte"],
    "way": ["agreement", "grant", "decline"],
    "guide": ["upphandling", "insyn", "kompetens", "jav", "demokrativillkor", "statsstod", "finns-inte"],
    "space": [space.value for space in Space],
    "kind": ["money", "volunteer_hours", "finns-inte"],
    "item": ["walk", "finns-inte"],
    "part": ["beskrivning", "malgrupp", "finns-inte"],
    "step": ["problem", "namn", "provning", "finns-inte"],
    "token": [furnishing.token_of(name) for name in ("natt", "hem", "sund")] + ["finns-inte"],
}


@dataclass(frozen=True)
class Route:
    """A route: name, address with parameters in it, view, and the parameters as (name, converter)."""

    name: str
    pattern: str
    view: Any
    parameters: tuple[tuple[str, str], ...]

    @property
    def action(self) -> str:
        """The row of the access table that it hangs on."""
        return str(self.view.door)

    @property
    def methods(self) -> tuple[str, ...]:
        """The methods it takes."""
        return tuple(self.view.methods)

    @property
    def keyed(self) -> tuple[str, ...]:
        """The parameters that are ids of rows."""
        return tuple(name for name, converter in self.parameters if converter == "uuid")

    def path(self, **values: object) -> str:
        """The address with these values in it."""
        return "/" + PARAMETER.sub(lambda found: str(values[found["name"]]), self.pattern)


def all_patterns(
    resolver: URLResolver | None = None, before: str = "", space: str = ""
) -> list[tuple[str, str, URLPattern]]:
    """Every pattern under a resolver with its whole name and address."""
    found: list[tuple[str, str, URLPattern]] = []
    for one in (resolver or get_resolver()).url_patterns:
        assert isinstance(one.pattern, RoutePattern), f"{one} is not made with path(), so nothing can walk it"
        whole = before + str(one.pattern._route)
        if isinstance(one, URLResolver):
            found += all_patterns(one, whole, f"{space}{one.namespace}:" if one.namespace else space)
        else:
            found.append((f"{space}{one.name or whole}", whole, one))
    return found


def all_routes() -> list[Route]:
    """Every route, in the order of the resolver."""
    routes = []
    for name, whole, pattern in all_patterns():
        parameters = tuple((one["name"], one["converter"] or "str") for one in PARAMETER.finditer(whole))
        routes.append(Route(name, whole, pattern.callback, parameters))
    return routes


@dataclass(frozen=True)
class Choice:
    """Values for the parameters of a route. `foreign` names those whose id the visitor may not reach."""

    values: tuple[tuple[str, object], ...]
    foreign: frozenset[str] = frozenset()

    def path(self, route: Route) -> str:
        """The address."""
        return route.path(**dict(self.values))

    def twin(self, rng: Random) -> "Choice":
        """The same, with ids that do not exist where they are foreign."""
        values = tuple((name, new_id(rng) if name in self.foreign else value) for name, value in self.values)
        return Choice(values, self.foreign)


def new_id(rng: Random) -> uuid.UUID:
    """An id that does not exist."""
    return uuid.UUID(int=rng.getrandbits(128), version=4)


def kind_of(parameter: str) -> str:
    """Whose id a parameter is."""
    return KINDS.get(parameter, parameter)


def belongs(kind: str, name: str, parent: str, parent_name: str) -> bool:
    """Whether a thing hangs under another: a child reached through someone else's parent is not there."""
    parts = name.split(".")
    match kind, parent:
        case "organisation", "case":
            return name in oracle.PARTIES[parent_name]
        case "writing", "case":
            return parts[-1 if len(parts) > 2 else 0] == parent_name
        case "message" | "meeting", "case":
            return parts[-1] == parent_name
        case "attachment", "organisation":
            return name == f"profile.{parent_name}"
        case "attachment", "draft":
            return name == f"draft.{parent_name}"
        case "attachment", "writing":
            return parts[::-1] == parent_name.split(".")
        case "standard", "board":
            return name.rpartition(".")[0] == parent_name
        case "grant", _:
            return (oracle.role_of(name)[1] or oracle.FORMER.get(name, "")) == parent_name
    return parts[0] == parent_name.split(".")[0]


def reached(visitor: oracle.Visitor, kind: str, name: str, parent: str, parent_name: str) -> bool:
    """Whether the visitor may reach a thing at an address under another ("" for none)."""
    if not parent:
        return oracle.may_reach(visitor, kind, name)
    if not parent_name or not belongs(kind, name, parent, parent_name):
        return False
    through = parent == "case" and kind == "organisation"
    return oracle.at_case(visitor, parent_name) if through else oracle.may_reach(visitor, kind, name)


def choose(route: Route, visitor: oracle.Visitor, scene: furnishing.Scene, rng: Random) -> Choice:
    """Random values: own, the same house's, another's, removed, made up, or another kind of thing's."""
    values: list[tuple[str, object]] = []
    foreign, parent, parent_name, hidden = set(), "", "", False
    for parameter, converter in route.parameters:
        if converter != "uuid":
            pool = WORDS.get(parameter, [str(rng.randrange(4))])
            values.append((parameter, rng.choice(pool) if converter != "int" else rng.randrange(4)))
            continue
        kind = kind_of(parameter)
        names = scene.ids.get(kind, {})
        name = _name(kind, list(names), visitor, parent, parent_name, rng)
        values.append((parameter, names[name] if name else _stranger(kind, scene, rng)))
        hidden = hidden or not name or not reached(visitor, kind, name, parent, parent_name)
        if hidden:  # nothing that hangs under what is not there can be there
            foreign.add(parameter)
        parent, parent_name = kind, name
    return Choice(tuple(values), frozenset(foreign))


def _name(
    kind: str, names: list[str], visitor: oracle.Visitor, parent: str, parent_name: str, rng: Random
) -> str:
    """The name of a thing that exists, more often one that the visitor reaches; "" for one that does not."""
    if not names or rng.random() < 0.1:
        return ""
    near = [name for name in names if reached(visitor, kind, name, parent, parent_name)]
    return rng.choice(near if near and rng.random() < 0.6 else names)


def _stranger(kind: str, scene: furnishing.Scene, rng: Random) -> object:
    """An id of another kind of thing, or of nothing."""
    others = [name for name in scene.ids if name != kind]
    if rng.random() < 0.5:
        return new_id(rng)
    return rng.choice(list(scene.ids[rng.choice(others)].values()))
