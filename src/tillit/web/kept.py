"""What someone had typed when they were asked to prove anew who they are: kept in their session, so it is not lost.

Never secrets, codes or files; and only until the page is opened again.
"""

from django.http import HttpRequest

KEY = "typed"
NEVER = ("csrfmiddlewaretoken", "client_secret", "code", "credential")
MOST = 20_000  # characters in all; longer texts are not asked for where fresh proof is


def keep(request: HttpRequest) -> None:
    """Keep what a form sent to this address."""
    fields = {name: value for name, value in request.POST.items() if name not in NEVER}
    if sum(map(len, fields.values())) <= MOST:
        request.session[KEY] = {"path": request.path, "fields": fields}


def typed(request: HttpRequest) -> dict[str, str]:
    """What was kept for this address, once; else nothing."""
    kept = request.session.get(KEY)
    if request.method != "GET" or not isinstance(kept, dict) or kept["path"] != request.path:
        return {}
    del request.session[KEY]
    fields: dict[str, str] = kept["fields"]
    return fields
