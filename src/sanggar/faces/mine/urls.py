from django.urls import path

from sanggar.faces.mine import parts, progress, today

app_name = "mine"
OWN = "kepesertaan/<int:enrolment>/"
urlpatterns = [
    path("", today.today, name="today"),
    path(f"{OWN}kartu/", parts.badge, name="badge"),
    path(f"{OWN}jadwal/", parts.timetable, name="timetable"),
    path(f"{OWN}sertifikat/", parts.certificate, name="certificate"),
    path(f"{OWN}karya/", parts.works, name="works"),
    path(f"{OWN}karya/tambah/", today.add_work, name="add_work"),
    path("kemajuan/<int:pair>/", progress.pair_progress, name="pair_progress"),
]
