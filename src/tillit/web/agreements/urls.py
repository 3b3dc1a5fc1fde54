"""Addresses of the agreement of a case."""

from django.urls import path

from tillit.web.agreements import (
    changes,
    downloads,
    figures,
    history,
    ordering,
    planning,
    reading,
    sections,
    views,
    writing,
)

app_name = "agreements"
ONE = "arenden/<uuid:case>/overenskommelse/"
SECTION = ONE + "avsnitt/<uuid:section>/"

urlpatterns = [
    path(ONE, views.show, name="show"),
    path(ONE + "borja/", views.start, name="start"),
    path(ONE + "nytt-avsnitt/", ordering.add, name="add"),
    path(ONE + "ordning/", ordering.order, name="order"),
    path(ONE + "las-tillbaka/", reading.read_back, name="read_back"),
    path(ONE + "text/", downloads.text, name="text"),
    path(ONE + "overenskommelse.pdf", downloads.pdf, name="pdf"),
    path(ONE + "overenskommelse.docx", downloads.docx, name="docx"),
    path(ONE + "versioner/", changes.versions, name="all_versions"),
    path(ONE + "andringar/", changes.show, name="changes"),
    path(ONE + "andringar.pdf", changes.pdf, name="changes_pdf"),
    path(ONE + "andringar.docx", changes.docx, name="changes_docx"),
    path(SECTION, sections.show, name="section"),
    path(SECTION + "godta/", sections.accept, name="accept"),
    path(SECTION + "kommentera/", sections.comment, name="comment"),
    path(SECTION + "skriv/", writing.write, name="write"),
    path(SECTION + "stryk/", writing.remove, name="remove"),
    path(SECTION + "tid/", figures.term, name="term"),
    path(SECTION + "insatser/ny/", figures.whose, name="whose"),
    path(SECTION + "insatser/ny/<slug:kind>/", figures.contribute, name="contribute"),
    path(SECTION + "insatser/<slug:item>/", figures.contribution, name="contribution"),
    path(SECTION + "mal/nytt/", planning.goal, name="goal_new"),
    path(SECTION + "mal/<slug:item>/", planning.goal, name="goal"),
    path(SECTION + "kedja/ny/", planning.link, name="link_new"),
    path(SECTION + "kedja/<slug:item>/", planning.link, name="link"),
    path(SECTION + "uppfoljningar/ny/", planning.follow_up, name="follow_up_new"),
    path(SECTION + "uppfoljningar/<slug:item>/", planning.follow_up, name="follow_up"),
    path(SECTION + "lydelser/", history.versions, name="versions"),
    path(SECTION + "lydelser/<int:version>/", history.compare, name="version"),
]
