"""All addresses: one include per capability."""

from django.urls import include, path

urlpatterns = [
    path("", include("tillit.web.texts.urls")),
    path("iop/", include("tillit.web.assessment.urls")),
    path("riktlinjer/", include("tillit.web.guidelines.urls")),
]

handler400 = "tillit.web.texts.errors.bad_request"
handler403 = "tillit.web.texts.errors.forbidden"
handler404 = "tillit.web.texts.errors.not_found"
handler500 = "tillit.web.texts.errors.server_error"
