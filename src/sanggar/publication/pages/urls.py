from django.urls import path

from sanggar.publication.pages import works

app_name = "publication"
urlpatterns = [
    path("", works.works, name="works"),
    path("tambah/", works.add, name="add"),
    path("peserta/<int:enrolment>/", works.participant, name="participant"),
    path("<int:work>/konfirmasi/", works.confirm, name="confirm"),
    path("<int:work>/hapus/", works.remove, name="remove"),
]
