"""Addresses of what is public."""

from django.urls import path

from tillit.web.openly import views

app_name = "open"

urlpatterns = [
    path("oppet/", views.public_texts, name="list"),
    path("oppet/<uuid:writing>/", views.public_text, name="show"),
]
