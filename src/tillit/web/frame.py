"""What every page's frame shows of who has come: the menu, the role, the demo's mark."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from tillit.domain.actors import ANONYMOUS, Actor
from tillit.domain.roles import ROLE_NAMES
from tillit.queries.authorities import look


def frame(request: HttpRequest) -> dict[str, Any]:
    """The actor as the menu shows them. A page that failed before its door shows the menu of a stranger."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    roles = sorted({ROLE_NAMES[held.role] for held in actor.roles})
    shown = roles[0] if len(roles) == 1 else f"{len(roles)} roller" if roles else "Inloggad"
    house = look(actor=actor)
    return {
        "signed_in": actor.person is not None,
        "role_shown": shown,
        "demo": settings.DEMO,
        "house": house,
        "theme_path": f"themes/{house.theme}.css" if house and house.theme != "tillit" else "",
    }
