"""Addresses of messages, meetings and notes in a case."""

from django.urls import path

from tillit.web.dialogue import meetings, messages, notes

app_name = "dialogue"
ONE = "arenden/<uuid:case>/"
MEETING = ONE + "moten/<uuid:meeting>/"

urlpatterns = [
    path(ONE + "meddelanden/nytt/", messages.new, name="new_message"),
    path(ONE + "meddelanden/<uuid:message>/", messages.show, name="message"),
    path(ONE + "moten/", meetings.listing, name="meetings"),
    path(ONE + "moten/nytt/", meetings.propose, name="propose"),
    path(MEETING, meetings.show, name="meeting"),
    path(MEETING + "andra/", meetings.change, name="change"),
    path(MEETING + "stall-in/", meetings.cancel, name="cancel"),
    path(MEETING + "anteckningar/", notes.write, name="notes"),
    path(MEETING + "bekrafta/", notes.confirm, name="confirm"),
    path(MEETING + "versioner/", notes.earlier, name="earlier_notes"),
]
