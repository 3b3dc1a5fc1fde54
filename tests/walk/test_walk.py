"""The walk (T01, T02, T05, T07): every kind of visitor asks for everything, and sees nothing but their own.

Each visitor makes at least 300 requests (60 on PostgreSQL), or as many as TILLIT_WALK says. TILLIT_SEED
repeats a run.
"""

import os
import sys
from collections import Counter
from random import Random, SystemRandom

import pytest

from sizes import FULL, size
from walk import oracle, payloads, routes
from walk.visiting import Answer, House, Walker, plain

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
SAFE = ("GET", "HEAD", "OPTIONS")
#: On PostgreSQL less is enough: the gate's filters are the same ones.
STEPS = int(os.environ.get("TILLIT_WALK") or size(300, 60 if os.environ.get("TILLIT_DATABASE") else 300))
SEED = os.environ.get("TILLIT_SEED") or (str(SystemRandom().randrange(10**9)) if FULL else "1")
#: Pages that show nothing of anybody's are seldom asked for, the more so those that print papers.
OPEN, PAPERS = 0.2, 0.02
SAID = ("assessment:", "guidelines:", "texts:")


def weight(route: routes.Route) -> float:
    """How often a route is asked for."""
    if route.name.startswith(SAID):
        return PAPERS if route.name.endswith(("pdf", "docx")) else OPEN
    return OPEN if route.name.endswith("pdf") else 1 + len(route.keyed)


class Walk:
    """One visitor's walk: what they ask and what must hold of every answer."""

    def __init__(self, house: House, visitor: oracle.Visitor) -> None:
        self.rng = Random(f"{SEED}:{visitor.kind}")  # not for secrets
        self.visitor, self.scene = visitor, house.scene
        self.walker: Walker = house.walker(visitor)
        self.routes = routes.all_routes()
        self.weights = [weight(route) for route in self.routes]
        self.faults: list[str] = []
        self.statuses: Counter[int] = Counter()

    def step(self) -> None:
        """Ask for one thing, and where it is not theirs also for one that does not exist."""
        route = self.rng.choices(self.routes, self.weights)[0]
        method = self.rng.choices(METHODS, (12, 1, 7, 1, 1, 1, 1))[0]
        choice = routes.choose(route, self.visitor, self.scene, self.rng)
        query = payloads.query(self.rng)
        data = self.data(route, choice.path(route)) if method not in ("GET", "HEAD", "OPTIONS") else None
        answer = self.walker.ask(method, choice.path(route), data, query=query)
        asked = f"{method} {choice.path(route)}?{query} {data if data else ''}"
        self.judge(route, method, answer, asked, f"{query} {data}")
        if choice.foreign and method in route.methods:
            twin = choice.twin(self.rng)
            other = self.walker.ask(method, twin.path(route), data, query=query)
            if plain(answer, choice) != plain(other, twin):
                self.fault(f"differs from what does not exist ({answer.status}, {other.status})", asked)

    def data(self, route: routes.Route, path: str) -> payloads.Pairs | str:
        """What to send: the page's own form, well or badly filled in, or anything at all."""
        forms = (
            [form for form in self.walker.forms_at(path) if form.method == "post"]
            if "GET" in route.methods
            else []
        )
        dice = self.rng.random()
        if dice < 0.15:
            return payloads.anything(self.rng)
        own = forms or []
        pairs = (
            payloads.filled(self.rng.choice(own), self.rng) if own else payloads.BY_ROUTE.get(route.name, [])
        )
        return pairs if dice < 0.6 else payloads.spoiled(pairs, self.rng)

    def judge(self, route: routes.Route, method: str, answer: Answer, asked: str, said: str) -> None:
        """What must hold of every answer."""
        self.statuses[answer.status] += 1
        if answer.status >= 500 or answer.fault:
            self.fault(f"server error {answer.status}\n{answer.fault[-1500:]}", asked)
        if method not in route.methods and answer.status != 405:
            self.fault(f"{method} is not declared, but answered {answer.status}", asked)
        if method in SAFE and answer.wrote:
            self.fault(f"wrote to {sorted(answer.wrote)}", asked)
        if not 200 <= answer.status < 400 and answer.wrote:
            self.fault(f"refused with {answer.status}, but wrote to {sorted(answer.wrote)}", asked)
        if answer.leads.startswith("//elsewhere") or "Set-Cookie: x=1" in answer.headers:
            self.fault("follows what the visitor wrote", asked)
        for place in self.walker.leaks(answer, said):
            if route.name != "cases:add_party" or not self.numbered(place, said):
                self.fault(f"LEAK of {place}", asked)

    def numbered(self, place: str, said: str) -> bool:
        """Whether they wrote the exact number of the organisation whose name came out: then they are to be told it."""
        what, where = place.split(":", 1)
        number = self.scene.world.organisations[where].number if what == "organisation" else ""
        return bool(number) and f"{number[:6]}-{number[6:]}" in said

    def fault(self, what: str, asked: str) -> None:
        """Note something that is wrong."""
        for key, name in self.scene.names.items():
            asked = asked.replace(key, f"<{name}>")
        self.faults.append(f"{self.visitor.kind}: {what}\n    {asked[:600]}")


@pytest.mark.django_db
@pytest.mark.parametrize("visitor", oracle.VISITORS, ids=lambda visitor: visitor.kind)
def test_nobody_sees_what_is_not_theirs(house, visitor):
    walk = Walk(house, visitor)
    sys.stdout.write(f"TILLIT_SEED={SEED} TILLIT_WALK={STEPS}\n")
    while walk.walker.asked < STEPS:
        walk.step()
    assert not walk.faults, "\n".join([f"{len(walk.faults)} faults, TILLIT_SEED={SEED}", *walk.faults[:20]])
