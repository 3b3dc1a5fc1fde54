"""Addresses of the capability assessment: "Är IOP rätt form?"."""

from django.urls import path

from tillit.web.assessment import downloads, views

app_name = "assessment"
urlpatterns = [
    path("", views.start, name="start"),
    path("fraga/<slug:fact>/", views.question, name="question"),
    path("svar/", views.answers, name="answers"),
    path("resultat/", views.result, name="result"),
    path("andra-riktlinjer/", views.others, name="others"),
    path("fortsatt/", views.resume, name="resume"),
    path("borja-om/", views.restart, name="restart"),
    path("bedomning.pdf", downloads.pdf, name="pdf"),
    path("bedomning.docx", downloads.docx, name="docx"),
    path("arende.json", downloads.case_file, name="case_file"),
]
