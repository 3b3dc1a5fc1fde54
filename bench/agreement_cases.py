"""One database with an agreement of forty sections, asked for pages by name: `python -m bench.agreement_cases 500`.

The number is how many wordings there are in all; there are always a thousand comments. Speaks as ``many_cases`` does.
"""

import json
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

SECTIONS: Final = 40
COMMENTS: Final = 1_000
WORDS: Final = "Parterna möts varje månad och bestämmer tillsammans vad som är viktigast just nu. "


def fill(wordings: int) -> tuple[Any, Any, Any]:
    """An agreement with so many wordings. Gives the case, its first section and an officer."""
    from django.utils import timezone

    from bench.many_cases import Filling
    from tillit.domain.roles import Role
    from tillit.store.models import Case

    at = timezone.now()
    filling = Filling(1, at)
    filling.houses()
    filling.fill()
    board = filling.boards[0]
    case = Case.objects.get()
    Case.objects.filter(pk=case.pk).update(board=board, authority=board.authority_id, closed_at=None)
    officer = filling.readers[Role.CASE_OFFICER]
    sections = _sections(case, at)
    _wordings(sections, wordings, officer, at)
    return case, sections[0], (filling, officer)


def _sections(case: Any, at: Any) -> list[Any]:
    from tillit.store.models import Agreement, AgreementSection

    agreement = Agreement.objects.create(case=case, started_at=at)
    made = [
        AgreementSection(agreement=agreement, name=f"Avsnitt {number}", added_at=at)
        for number in range(SECTIONS)
    ]
    AgreementSection.objects.bulk_create(made)
    agreement.order = " ".join(str(one.pk) for one in made)
    agreement.save()
    return made


def _wordings(sections: list[Any], wordings: int, officer: Any, at: Any) -> None:
    """The wordings by turns, by the authority and a party; the others accept every other one."""
    from tillit.store.models import AgreementSection, Party, SectionAcceptance, SectionComment, SectionWording

    party = Party.objects.get().organisation
    kept, accepted = [], []
    for number in range(wordings):
        section, version = sections[number % SECTIONS], number // SECTIONS + 1
        section.version = version
        side, other = (None, party) if number % 2 else (party, None)
        common = {"section": section, "version": version, "moment": number + 1, "by": officer}
        when = at - timedelta(minutes=wordings - number)
        kept.append(
            SectionWording(**common, title=section.name, body=WORDS * 8, from_organisation=side, at=when)
        )
        if number % 2:
            accepted.append(SectionAcceptance(**common, organisation=other, at=when))
    SectionWording.objects.bulk_create(kept, batch_size=500)
    SectionAcceptance.objects.bulk_create(accepted, batch_size=500)
    AgreementSection.objects.bulk_update(sections, ["version"])
    SectionComment.objects.bulk_create(
        [
            SectionComment(section=sections[number % SECTIONS], version=1, body=WORDS, at=at, by=officer)
            for number in range(COMMENTS)
        ],
        batch_size=500,
    )


def main(wordings: int) -> None:
    """Fill the database; then answer."""
    import django

    django.setup()
    from django.core.management import call_command

    from bench.visits import application, visit
    from tillit.domain.roles import Role

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    case, section, (filling, _officer) = fill(wordings)
    app, cookie = application(), filling.cookie(Role.CASE_OFFICER)
    home = f"/arenden/{case.pk}/overenskommelse/"
    paths = {"agreement": home, "section": f"{home}avsnitt/{section.pk}/", "empty": "/bench/empty/"}
    asked: dict[str, Callable[[], int]] = {
        name: lambda path=path: visit(app, path, cookie).status for name, path in paths.items()
    }
    print(json.dumps({name: name for name in paths}), flush=True)
    for line in sys.stdin:
        print(asked[line.strip()](), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
