"""Addresses of an authority's programme goals."""

from django.urls import path

from tillit.web.programme_goals import importing, views

app_name = "programme_goals"
ALL = "huvudman/<uuid:authority>/mal/"
ONE = ALL + "<uuid:goal>/"

urlpatterns = [
    path(ALL, views.listing, name="list"),
    path(ALL + "nytt/", views.new, name="new"),
    path(ALL + "lista/", importing.bring_in, name="import"),
    path(ALL + "lista/mall.csv", importing.template, name="template"),
    path(ALL + "mal.csv", importing.export, name="export"),
    path(ALL + "nasta-ar/", views.roll, name="roll"),
    path(ONE, views.edit, name="edit"),
    path(ONE + "avsluta/", views.end, name="end"),
    path(ONE + "ta-i-bruk/", views.resume, name="resume"),
]
