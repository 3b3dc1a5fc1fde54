"""Addresses of tasks in a case, and of the list of a board."""

from django.urls import path

from tillit.web.tasks import standard, views

app_name = "tasks"
ONE = "arenden/<uuid:case>/uppgifter/"
TASK = ONE + "<uuid:task>/"
LIST = "huvudman/<uuid:authority>/namnder/<uuid:board>/uppgifter/"
ITEM = LIST + "<uuid:standard>/"

urlpatterns = [
    path(ONE, views.listing, name="list"),
    path(ONE + "ny/", views.new, name="new"),
    path(ONE + "intern/", views.new_internal, name="new_internal"),
    path(ONE + "fran-listan/", standard.copy, name="copy"),
    path(TASK + "andra/", views.edit, name="edit"),
    path(TASK + "klar/", views.finish, name="finish"),
    path(TASK + "oppna/", views.reopen, name="reopen"),
    path(TASK + "ta-tillbaka/", views.withdraw, name="withdraw"),
    path(LIST, standard.listing, name="standard"),
    path(LIST + "ny/", standard.new, name="new_standard"),
    path(ITEM, standard.edit, name="edit_standard"),
    path(ITEM + "ta-bort/", standard.end, name="end_standard"),
]
