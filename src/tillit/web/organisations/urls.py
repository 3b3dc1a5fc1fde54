"""Addresses of organisations."""

from django.urls import path

from tillit.web.organisations import signatories, views

app_name = "organisations"
HOME = "organisationer/<uuid:organisation>/"

urlpatterns = [
    path("organisationer/ny/", views.register, name="register"),
    path(HOME, views.show, name="show"),
    path(f"{HOME}uppgifter/", views.edit, name="edit"),
    path(f"{HOME}firmatecknare/ny/", signatories.add, name="add_signatory"),
    path(f"{HOME}firmatecknare/<uuid:signatory>/avsluta/", signatories.end, name="end_signatory"),
    path("arenden/<uuid:case>/part/<uuid:organisation>/", views.party, name="party"),
]
