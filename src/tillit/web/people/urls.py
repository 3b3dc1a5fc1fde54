"""Addresses of people. Those of organisations and of authorities have the same pages."""

from django.urls import path

from tillit.web.people import ending, invitations, members, views

app_name = "people"
ORGANISATION, AUTHORITY = "organisationer/<uuid:organisation>/", "huvudman/<uuid:authority>/"

urlpatterns = [
    path("min-sida/", views.mine, name="mine"),
    path("min-sida/installningar/", views.settings, name="settings"),
    path("min-sida/uppgifter.json", views.export, name="export"),
    path("min-sida/inbjudan/", views.have_invitation, name="have_invitation"),
    path("min-sida/notiser/<uuid:notice>/", views.notice, name="notice"),
    path("inbjudan/<str:token>/", invitations.invitation, name="invitation"),
    path(f"{ORGANISATION}personer/", members.of_organisation, name="of_organisation"),
    path(f"{ORGANISATION}personer/bjud-in/", members.invite_to_organisation, name="invite_to_organisation"),
    path(
        f"{ORGANISATION}roller/<uuid:grant>/avsluta/", ending.end_in_organisation, name="end_in_organisation"
    ),
    path(f"{ORGANISATION}roller/<uuid:grant>/lamna/", ending.leave_organisation, name="leave_organisation"),
    path(
        f"{ORGANISATION}inbjudningar/<uuid:invitation>/aterkalla/",
        ending.take_back_in_organisation,
        name="take_back_in_organisation",
    ),
    path(f"{AUTHORITY}personer/", members.of_authority, name="of_authority"),
    path(f"{AUTHORITY}personer/bjud-in/", members.invite_to_authority, name="invite_to_authority"),
    path(f"{AUTHORITY}roller/<uuid:grant>/avsluta/", ending.end_in_authority, name="end_in_authority"),
    path(f"{AUTHORITY}roller/<uuid:grant>/lamna/", ending.leave_authority, name="leave_authority"),
    path(
        f"{AUTHORITY}inbjudningar/<uuid:invitation>/aterkalla/",
        ending.take_back_in_authority,
        name="take_back_in_authority",
    ),
]
