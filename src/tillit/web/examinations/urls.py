"""Addresses of examinations."""

from django.urls import path

from tillit.web.examinations import aids, papers, steps, values, views

app_name = "examinations"
ALL = "arenden/<uuid:case>/provningar/"
ONE = ALL + "<slug:guide>/"
VALUE = ONE + "varde/"
AIDS = "arenden/<uuid:case>/stod/<uuid:organisation>/"

urlpatterns = [
    path(ALL, views.listing, name="list"),
    path(ALL + "underlag/", views.ground, name="ground"),
    path(ONE, views.show, name="show"),
    path(ONE + "fragor/", steps.fill, name="fill"),
    path(ONE + "slutsats/", steps.conclude, name="conclude"),
    path(ONE + "utelamna/", steps.leave_out, name="leave_out"),
    path(ONE + "pa-nytt/", steps.again, name="again"),
    path(ONE + "dela/", steps.share, name="share"),
    path(ONE + "svara/", views.declaration, name="declare"),
    path(ONE + "utskrift/", papers.show, name="paper"),
    path(ONE + "utskrift.pdf", papers.pdf, name="pdf"),
    path(VALUE, values.show, name="value"),
    path(VALUE + "ny/", values.add, name="add_part"),
    path(VALUE + "overenskommelsen/", values.fetch, name="fetch_parts"),
    path(VALUE + "rakna/", values.count, name="count"),
    path(VALUE + "<int:part>/bort/", values.remove, name="remove_part"),
    path(AIDS, aids.show, name="aids"),
    path(AIDS + "nytt/", aids.add, name="add_aid"),
    path(AIDS + "intyg/", aids.certificate_page, name="certificate"),
    path(AIDS + "intyg.pdf", aids.certificate_pdf, name="certificate_pdf"),
    path(AIDS + "<uuid:aid>/bort/", aids.remove, name="remove_aid"),
]
