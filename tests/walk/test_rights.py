"""Pages open as the table says; nothing unsafe goes without a token; nothing hidden can be searched out."""

from collections.abc import Iterator
from itertools import islice, pairwise, product
from random import Random

import pytest
from django.utils import timezone

from tillit.domain.access import NOTHING, Subject, decide
from tillit.domain.actors import ANONYMOUS, Actor
from tillit.queries import people
from walk import oracle, payloads, routes
from walk.furnishing import Scene
from walk.visiting import House, plain

#: The things whose pages are opened: one organisation, authority and open case, but each space of texts.
THINGS = {
    "organisation": ("natt",),
    "authority": ("sund",),
    "board": ("sund.social",),
    "case": ("gemensam", "stangd"),
    "goal": ("sund", "sund.avslutat"),
    "writing": ("gemensam.internal", "gemensam.shared", "gemensam.public", "natt.shared.gemensam"),
    "message": ("gemensam", "natt.gemensam", "stangd"),
    "meeting": ("gemensam", "natt.gemensam", "stangd"),
    "draft": ("natt", "natt.ide"),
    "opening": ("sund.utkast", "sund.oppen"),
    "sheet": ("gemensam.natt", "gemensam.sund"),
    "assessment": ("gemensam.1",),
    "signatory": ("natt",),
    "provider": ("sund",),
    "invitation": ("natt", "sund"),
    "grant": ("natt.organisation_reader", "sund.registrar"),
    "aid": ("natt.gemensam",),
    "task": ("gemensam.internal", "gemensam.shared", "gemensam.party", "gemensam.done"),
    "saved": ("natt.organisation_administrator", "sund.case_officer.social"),
    "entered": ("gemensam.message", "gemensam.writing"),
    "standard": ("sund.social.0",),
    "section": ("gemensam.1", "gemensam.2", "stangd.1"),
    "attachment": ("profile.natt", "draft.natt", "internal.gemensam", "shared.gemensam"),
}
#: Pages that do not answer 200 to everyone whom their row lets in, and why.
EXCUSED = {
    "login:": "the steps of logging in depend on each other",
    "account_": "whoever has come is sent on",
    "mfa_": "only in the middle of logging in",
    "openid_": "only in the middle of logging in",
    "assessment:": "nothing to show before an idea is begun",
    "guidelines:": "not everything asked for exists",
    "initiatives:from_assessment": "nothing to bring along before an idea is begun",
    "people:invitation": "only for the one who is invited",
    "people:leave_": "only one's own role",
    "agreements:start": "only until it is begun: tests/web/test_agreements.py",
    "agreements:term": "only in a section that has a term: tests/web/test_agreements.py",
    "agreements:whose": "only in a section that has contributions: tests/web/test_agreements.py",
    "agreements:goal": "only in a section that has goals: tests/web/test_agreement_plans.py",
    "agreements:link": "only in a section that has goals: tests/web/test_agreement_plans.py",
    "agreements:follow_up": "only in a section that has follow-ups: tests/web/test_agreement_plans.py",
    "joint:pdf": "no paper before the answers are open: tests/actions/test_joint.py",
    "joint:docx": "no paper before the answers are open: tests/actions/test_joint.py",
    "texts:security": "there is none before the installation names a contact",
}


def combinations(route: routes.Route) -> Iterator[dict[str, str]]:
    """Names for the keyed parameters of a route, each child under its parent."""
    kinds = [routes.kind_of(name) for name in route.keyed]
    for names in product(*(THINGS.get(kind, ()) for kind in kinds)):
        pairs = list(zip(kinds, names, strict=True))
        if all(routes.belongs(*child, *parent) for parent, child in pairwise(pairs)):
            yield dict(zip(route.keyed, names, strict=True))


def sheet_subject(name: str, scene: Scene) -> Subject:
    """A side's answers, as the table sees them: "gemensam.natt" or "gemensam.sund"."""
    case, side = name.split(".")
    if side in oracle.ORGANISATIONS:
        return Subject(frozenset({scene.ids["organisation"][side]}))  # type: ignore[arg-type]
    board = scene.ids["board"][oracle.BOARD_OF[case]]
    return Subject(authority=scene.ids["authority"][side], board=board)  # type: ignore[arg-type]


def subject(action: str, named: dict[str, str], scene: Scene, visitor: oracle.Visitor) -> Subject | None:
    """What the act is on, as the table sees it; None where the address does not tell."""
    ids, noun = scene.ids, action.split(".")[0]
    _role, house, board = oracle.role_of(visitor.person)

    def organisations(*names: str) -> frozenset:  # type: ignore[type-arg]
        return frozenset(ids["organisation"][name] for name in names)

    if noun in ("organisation", "draft") and "organisation" in named:
        return Subject(organisations(named["organisation"]))
    if noun == "authority" and "authority" in named:
        return Subject(authority=ids["authority"][named["authority"]])
    if action == "case.open":  # somebody's own board; the form lists no other
        return Subject(authority=ids["authority"].get(house), board=ids["board"].get(board))
    if noun not in ("case", "writing", "examination") or "case" not in named:
        return NOTHING if not named else None
    case = named["case"]
    board = oracle.BOARD_OF[case]
    home = {"authority": ids["authority"][board.split(".")[0]], "board": ids["board"][board]}
    if noun == "examination":
        return Subject(state=examined(action, case), **home)
    if noun == "case":
        state = "closed" if case == "stangd" else "open"
        parties = (named["organisation"],) if action == "case.leave" else oracle.PARTIES[case]
        return Subject(organisations(*parties), state=state, **({} if action == "case.leave" else home))
    if "writing" not in named:
        return None
    parts = named["writing"].split(".")
    if action == "writing.read":
        return Subject(organisations(*oracle.PARTIES[case]), state=parts[1], **home)
    return (
        Subject(organisations(parts[0]), state=parts[1])
        if len(parts) == 3
        else Subject(state=parts[1], **home)
    )


def opening_subject(action: str, name: str, scene: Scene) -> Subject | None:
    """An open invitation: what is published is never written in, and only what is published is closed."""
    if (action in ("opening.write", "opening.publish")) != (
        name == "sund.utkast"
    ) and action != "opening.read":
        return None
    board = oracle.OPENING_BOARD[name]
    return Subject(authority=scene.ids["authority"][board.split(".")[0]], board=scene.ids["board"][board])  # type: ignore[arg-type]


def examined(action: str, case: str) -> str:
    """The state of what an examination is about: in a closed case there is only reading."""
    return "" if case == "stangd" and action != "examination.read" else "internal"


def actor(visitor: oracle.Visitor, scene: Scene) -> Actor:
    """The visitor as the table sees them."""
    if not visitor.person:
        return ANONYMOUS
    person = scene.world.people[visitor.person]
    return people.actor(
        person=person.pk, assurance=visitor.assurance, confirmed_at=timezone.now(), vouched_for=None
    )


def opens(visitor: oracle.Visitor, route: routes.Route, named: dict[str, str], scene: Scene) -> bool | None:
    """Whether the page should open, None where neither the table nor the words tell."""
    if "sheet" in named:
        about: Subject | None = sheet_subject(named["sheet"], scene)
    elif route.action.startswith("opening.") and "opening" in named:
        about = opening_subject(route.action, named["opening"], scene)
    else:
        about = subject(route.action, named, scene, visitor)
    lattice = route.name in ("people:end_in_authority", "people:take_back_in_authority")
    if about is None or (lattice and visitor.kind == "coordinator"):
        return None  # a coordinator's power ends at case officers: tests/actions/test_roles.py
    pairs = [("", ""), *((routes.kind_of(name), value) for name, value in named.items())]
    reached = all(routes.reached(visitor, *child, *parent) for parent, child in pairwise(pairs))
    return reached and decide(route.action, actor(visitor, scene), about, timezone.now()).allowed


@pytest.mark.django_db
@pytest.mark.one_database
@pytest.mark.parametrize("visitor", oracle.VISITORS, ids=lambda visitor: visitor.kind)
def test_a_page_opens_if_and_only_if_its_row_says_so(house: House, visitor: oracle.Visitor) -> None:
    walker, wrong, asked = house.walker(visitor), [], 0
    for route in routes.all_routes():
        if "GET" not in route.methods or route.name.startswith(tuple(EXCUSED)):
            continue
        if set(route.parameters) - {(name, "uuid") for name in route.keyed}:
            continue
        for named in combinations(route):
            wanted = opens(visitor, route, named, house.scene)
            path = route.path(
                **{key: house.scene.ids[routes.kind_of(key)][name] for key, name in named.items()}
            )
            if wanted is None:
                continue
            answer = walker.ask("GET", path)
            asked += 1
            if (answer.status == 200) != wanted:
                wrong.append(f"{route.name} {named} {route.action}: {answer.status}, should open: {wanted}")
            wrong += [f"{route.name} {named}: LEAK of {place}" for place in walker.leaks(answer)]
    assert asked > 20
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_nothing_unsafe_is_done_without_the_token_of_the_form(house: House) -> None:
    rng, wrong = Random(1), []
    kinds = ("organisation administrator", "case officer", "tenant administrator", "anonymous")
    visitors = [visitor for visitor in oracle.VISITORS if visitor.kind in kinds]
    for visitor in visitors:
        walker = house.walker(visitor)
        for route in routes.all_routes():
            if set(route.methods) <= {"GET", "HEAD"}:
                continue
            path = routes.choose(route, visitor, house.scene, rng).path(route)
            answer = walker.ask("POST", path, payloads.BY_ROUTE.get(route.name, []), csrf=True)
            if answer.status != 403 or answer.wrote:
                wrong.append(f"{visitor.kind} POST {route.name}: {answer.status} {answer.wrote}")
    assert wrong == []


def searches(house: House, walker, visitor: oracle.Visitor) -> Iterator[tuple[str, str]]:  # type: ignore[no-untyped-def]
    """The addresses and field names where the visitor can search or sort."""
    for route in routes.all_routes():
        if "GET" in route.methods and not route.name.startswith(("assessment:", "guidelines:")):
            for named in islice(combinations(route), 2):
                ids = {key: house.scene.ids[routes.kind_of(key)][name] for key, name in named.items()}
                if len(ids) < len(route.parameters):
                    continue
                path = route.path(**ids)
                for form in walker.forms_at(path):
                    for field in form.fields if form.method == "get" else ():
                        if field.kind in ("text", "search", "select"):
                            yield path, field.name


@pytest.mark.django_db
@pytest.mark.parametrize(
    "kind", ["anonymous", "organisation editor", "case officer", "tenant administrator", "auditor"]
)
def test_what_is_hidden_cannot_be_searched_out(house: House, kind: str) -> None:
    """A search for hidden words answers as a search for words that are nowhere, also for their beginnings."""
    visitor = next(one for one in oracle.VISITORS if one.kind == kind)
    walker, rng, wrong = house.walker(visitor), Random(2), []
    hidden = [word for word, place in house.scene.places.items() if not oracle.may_see(visitor, place)]
    hidden = rng.sample([word for word in hidden if word.startswith("kanarie")], 12)
    for path, name in set(searches(house, walker, visitor)):
        for word in (*hidden, *(word[:12] for word in hidden[:4])):
            nowhere = "zz" + word[2:][::-1]
            answers = []
            for asked in (word, nowhere):
                answer = walker.ask("GET", path, query=f"{name}={asked}")
                answer.body = answer.body.replace(asked.encode(), b"<asked>")
                answers.append(plain(answer, routes.Choice(())))
            if answers[0] != answers[1]:
                wrong.append(
                    f"{path}?{name}={word} ({house.scene.places.get(word, 'the beginning of a word')})"
                )
    assert wrong == []
