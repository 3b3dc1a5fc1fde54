"""Addresses of the joint assessment: what is shared under "bedomning", one's own side's answers under "svar"."""

from django.urls import path

from tillit.web.joint import downloads, sheets, views

app_name = "joint"
CASE = "arenden/<uuid:case>/"
ONE = CASE + "bedomning/<uuid:assessment>/"
SHEET = CASE + "svar/<uuid:sheet>/"

urlpatterns = [
    path(CASE + "bedomning/ny/", views.begin, name="begin"),
    path(ONE, views.show, name="show"),
    path(ONE + "skillnader/", views.agenda, name="agenda"),
    path(ONE + "skillnader/<slug:fact>/", views.settle, name="settle"),
    path(ONE + "overvaganden/", views.reasons, name="reasons"),
    path(ONE + "bedomning.pdf", downloads.pdf, name="pdf"),
    path(ONE + "bedomning.docx", downloads.docx, name="docx"),
    path(SHEET, sheets.show, name="sheet"),
    path(SHEET + "fraga/<slug:fact>/", sheets.question, name="question"),
    path(SHEET + "alla/", sheets.every, name="every"),
    path(SHEET + "forsegla/", sheets.seal, name="seal"),
    path(SHEET + "bekrafta/", sheets.confirm, name="confirm"),
]
