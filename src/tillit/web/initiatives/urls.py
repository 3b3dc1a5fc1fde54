"""Addresses of initiatives. The one from the self-assessment lies where the browser sends the visitor's answers."""

from django.urls import path

from tillit.web.initiatives import beginning, steps

app_name = "initiatives"
HOME = "organisationer/<uuid:organisation>/texter/"

urlpatterns = [
    path("iop/skriv/", beginning.from_assessment, name="from_assessment"),
    path("inbjudningar/<uuid:opening>/svara/", beginning.answer, name="answer"),
    path(HOME + "ny-ide/", beginning.begin, name="begin"),
    path(HOME + "<uuid:draft>/fraga/<slug:step>/", steps.step, name="step"),
]
