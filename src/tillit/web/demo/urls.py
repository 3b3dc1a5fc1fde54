"""Addresses that exist in demo mode only."""

from django.urls import path

from tillit.web.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.choose, name="list"),
    path("<uuid:person>/", views.enter, name="enter"),
]
