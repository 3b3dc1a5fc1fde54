"""What a timeline tells of an agreement: which section, and whose proposal, yes or words it was; never what it says."""

from collections.abc import Mapping
from dataclasses import replace

from tillit.domain.trail import Touched
from tillit.queries.told_tasks import Asking, Found, Told, named
from tillit.store.models import (
    AgreementReading,
    AgreementSection,
    SectionAcceptance,
    SectionComment,
    SectionWording,
)


def agreements(asking: Asking) -> Found:
    """The agreement as a whole."""
    return ((key, Told(page="agreement", key=asking.case.pk)) for key in asking.things)


def readings(asking: Asking) -> Found:
    """Sides that have read the whole text back."""
    found = AgreementReading.objects.filter(agreement__case=asking.case.pk, pk__in=asking.things)
    for one in found.select_related("organisation"):
        yield one.pk, Told(named(one.organisation), "", "agreement", asking.case.pk)


def sections(asking: Asking) -> Found:
    """Sections, by what they were called when they were added."""
    found = AgreementSection.objects.filter(agreement__case=asking.case.pk, pk__in=asking.things)
    return ((one.pk, Told("", one.name, "section", one.pk)) for one in found)


def proposers(asking: Asking, found: Mapping[Touched, Told]) -> dict[Touched, Told]:
    """Sections told by whose proposal each of their versions is."""
    kept = SectionWording.objects.filter(section__in=asking.things).select_related("from_organisation")
    whose = {(str(one.section_id), one.version): named(one.from_organisation) for one in kept}
    return {
        thing: replace(told, organisation=whose[thing.id, thing.version])
        for thing, told in found.items()
        if thing.kind == "section" and (thing.id, thing.version) in whose
    }


def acceptances(asking: Asking) -> Found:
    """Proposals that a side accepted."""
    found = SectionAcceptance.objects.filter(section__agreement__case=asking.case.pk, pk__in=asking.things)
    for one in found.select_related("organisation", "section"):
        yield one.pk, Told(named(one.organisation), one.section.name, "section", one.section_id)


def comments(asking: Asking) -> Found:
    """What was said about sections: only that it was."""
    found = SectionComment.objects.filter(section__agreement__case=asking.case.pk, pk__in=asking.things)
    for one in found.select_related("from_organisation", "section"):
        yield one.pk, Told(named(one.from_organisation), one.section.name, "section", one.section_id)
