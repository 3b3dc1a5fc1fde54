"""Can anything make a form recommended?"""

from tillit.domain.bits import Bits
from tillit.domain.engine import Engine
from tillit.domain.forms import FORMS, Form
from tillit.domain.ways import Ways, ways_for


def reachable(engine: Engine, form: Form) -> bool:
    """Whether some case makes the form recommended.

    Depth first from the empty case. Every branch chooses among answers that each way to the goal must
    choose among, and no answer is ever taken back, so the search is exact and ends.
    """
    return _search(engine, ways_for(engine), FORMS.index(form), (0, 0), set())


def _search(engine: Engine, ways: Ways, index: int, case: Bits, seen: set[Bits]) -> bool:
    if case in seen:
        return False
    seen.add(case)
    verdict = engine.weigh(*case)
    if verdict.standings[index] in ("recommended", "excluded"):
        return verdict.standings[index] == "recommended"
    yes, no = case
    for add_yes, add_no in ways.towards(verdict, case, index, "recommended"):
        larger = (yes | add_yes, no | add_no)
        if larger != case and not larger[0] & larger[1] and _search(engine, ways, index, larger, seen):
            return True
    return False
