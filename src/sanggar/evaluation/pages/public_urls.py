"""Checking a certificate, open to anyone."""

from django.urls import path

from sanggar.evaluation.pages import public

urlpatterns = [
    path("sertifikat/", public.check, name="check_certificate"),
    path("sertifikat/<str:code>/", public.certificate, name="certificate"),
    path("sertifikat/<str:code>/pdf/", public.certificate_pdf, name="certificate_pdf"),
]
