"""Addresses of the challenge of a case."""

from django.urls import path

from tillit.web.challenges import confirming, linking, views

app_name = "challenges"
ONE = "arenden/<uuid:case>/utmaning/"

urlpatterns = [
    path(ONE, views.show, name="show"),
    path(ONE + "skriv/<slug:part>/", views.write, name="write"),
    path(ONE + "programmal/", linking.goals, name="goals"),
    path(ONE + "agenda-2030/", linking.agenda, name="agenda"),
    path(ONE + "bekrafta/", confirming.confirm, name="confirm"),
    path(ONE + "lydelser/", views.versions, name="versions"),
    path(ONE + "lydelser/<int:version>/", views.compare, name="version"),
]
