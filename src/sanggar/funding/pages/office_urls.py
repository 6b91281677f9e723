from django.urls import path

from sanggar.funding.pages import reference_writing, references

app_name = "references"
urlpatterns = [
    path("daftar-acuan/", references.lists, name="lists"),
    path("daftar-acuan/<int:pk>/", references.entries, name="list"),
    path("daftar-acuan/<int:pk>/verifikasi/", reference_writing.verify, name="verify"),
    path("daftar-acuan/masukkan/", reference_writing.upload, name="upload"),
    path("daftar-acuan/masukkan/<int:pk>/", reference_writing.preview, name="preview"),
    path("daftar-acuan/masukkan/<int:pk>/buang/", reference_writing.drop, name="drop"),
    path("daftar-acuan/praktik-pajak/", reference_writing.practice, name="practice"),
]
