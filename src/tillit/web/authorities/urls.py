"""Addresses of an authority's own pages."""

from django.urls import path

from tillit.web.authorities import boards, importing, logos, views

app_name = "authorities"
ONE = "huvudman/<uuid:authority>/"
BOARD = ONE + "namnder/<uuid:board>/"

urlpatterns = [
    path(ONE, views.show, name="show"),
    path(ONE + "uppgifter/", views.edit, name="edit"),
    path(ONE + "logotyp/", logos.change, name="logo"),
    path(ONE + "logotyp.png", logos.picture, name="picture"),
    path(ONE + "riktlinje/", views.guideline, name="guideline"),
    path(ONE + "inloggning/", views.identity, name="identity"),
    path(ONE + "namnder/", boards.listing, name="boards"),
    path(ONE + "namnder/ny/", boards.new, name="new_board"),
    path(ONE + "namnder/lista/", importing.bring_in, name="import_boards"),
    path(BOARD, boards.edit, name="board"),
    path(BOARD + "stang/", boards.close, name="close_board"),
    path(BOARD + "oppna/", boards.reopen, name="reopen_board"),
]
