"""Addresses of the capability guidelines."""

from django.urls import path

from tillit.web.guidelines import papers, views

app_name = "guidelines"
urlpatterns = [
    path("", views.show_list, name="list"),
    path("skillnader/", views.show_matrix, name="matrix"),
    path("jamfor/", views.show_comparison, name="compare"),
    path("jamfor/fall.json", views.send_case, name="case"),
    path("<str:guideline_id>/", views.show, name="show"),
    path("<str:guideline_id>/lathund/", papers.show_page, name="lathund"),
    path("<str:guideline_id>/lathund.pdf", papers.send_pdf, name="lathund_pdf"),
    path("<str:guideline_id>/lathund.docx", papers.send_docx, name="lathund_docx"),
]
