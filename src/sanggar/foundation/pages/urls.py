from django.urls import URLPattern, path

from sanggar.foundation.pages import gallery, reports

urlpatterns: list[URLPattern] = [
    path("galeri/", gallery.gallery, name="gallery"),
    path("pesan/whatsapp/", reports.whatsapp, name="whatsapp_reports"),
    path("pesan/sms/<str:secret>/", reports.sms, name="sms_reports"),
]
