"""Addresses of cases and their texts."""

from django.urls import path

from tillit.web.cases import (
    burden,
    changes,
    endings,
    moving,
    officers,
    readiness,
    saved,
    timeline,
    views,
    writings,
)

app_name = "cases"
ONE = "arenden/<uuid:case>/"
TEXT = ONE + "texter/<uuid:writing>/"

urlpatterns = [
    path("arenden/", views.listing, name="list"),
    path("arenden/lista.xlsx", views.workbook, name="workbook"),
    path("arenden/nytt/", views.new, name="new"),
    path("arenden/sena/", officers.late, name="late"),
    path("arenden/urval/", saved.listing, name="saved"),
    path("arenden/urval/nytt/", saved.save, name="save_filter"),
    path("arenden/urval/<uuid:saved>/", saved.rename, name="rename_filter"),
    path("arenden/urval/<uuid:saved>/ta-bort/", saved.remove, name="remove_filter"),
    path(ONE, views.show, name="show"),
    path(ONE + "vad-saknas/", readiness.show, name="readiness"),
    path(ONE + "tid/", burden.show, name="burden"),
    path(ONE + "liknande/", views.similar, name="similar"),
    path(ONE + "tidslinje/", timeline.show, name="timeline"),
    path(ONE + "ansvarig/", officers.assign, name="assign"),
    path(ONE + "bekrafta/", officers.acknowledge, name="acknowledge"),
    path(ONE + "namn/", changes.rename, name="rename"),
    path(ONE + "part/", changes.add_party, name="add_party"),
    path(ONE + "lamna/<uuid:organisation>/", endings.leave, name="leave"),
    path(ONE + "avsluta/", endings.choose, name="close"),
    path(ONE + "avsluta/<slug:way>/", endings.write, name="end"),
    path(ONE + "besked/<uuid:ending>/", endings.letter, name="letter"),
    path(ONE + "besked/<uuid:ending>/brev.pdf", endings.letter_pdf, name="letter_pdf"),
    path(ONE + "oppna/", changes.reopen, name="reopen"),
    path(ONE + "texter/intern/", writings.new_internal, name="new_internal"),
    path(ONE + "texter/delad/", writings.new_shared, name="new_shared"),
    path(TEXT, writings.show, name="writing"),
    path(TEXT + "andra/", writings.edit, name="edit_writing"),
    path(TEXT + "versioner/", writings.wordings, name="wordings"),
    path(TEXT + "dela/", moving.share, name="share_writing"),
    path(TEXT + "offentlig/", moving.publish, name="publish_writing"),
]
