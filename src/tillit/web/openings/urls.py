"""Addresses of open invitations. Those of answers are with initiatives, which an answer begins as."""

from django.urls import path

from tillit.web.openings import house, views

app_name = "openings"
ALL = "huvudman/<uuid:authority>/oppna-inbjudningar/"
ONE = ALL + "<uuid:opening>/"

urlpatterns = [
    path("inbjudningar/", views.open_list, name="open_list"),
    path("inbjudningar/<uuid:opening>/", views.show, name="show"),
    path(ALL, house.listing, name="list"),
    path(ALL + "ny/", house.new, name="new"),
    path(ONE, house.one, name="one"),
    path(ONE + "andra/", house.edit, name="edit"),
    path(ONE + "publicera/", house.publish, name="publish"),
    path(ONE + "stang/", house.close, name="close"),
]
