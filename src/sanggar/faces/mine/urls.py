from django.urls import path

from sanggar.faces.mine import calendar, own_data, parts, progress, today

app_name = "mine"
OWN = "kepesertaan/<int:enrolment>/"
urlpatterns = [
    path("", today.today, name="today"),
    path("kalender/", calendar.own_calendar, name="calendar"),
    path(f"{OWN}kalender/", calendar.participant_calendar, name="participant_calendar"),
    path("data/", own_data.own_data, name="own_data"),
    path("data/salinan.json", own_data.own_data_json, name="own_data_json"),
    path("data/salinan.pdf", own_data.own_data_pdf, name="own_data_pdf"),
    path("data/minta/<slug:kind>/", own_data.ask, name="ask_right"),
    path(f"{OWN}kartu/", parts.badge, name="badge"),
    path(f"{OWN}jadwal/", parts.timetable, name="timetable"),
    path(f"{OWN}sertifikat/", parts.certificate, name="certificate"),
    path(f"{OWN}karya/", parts.works, name="works"),
    path(f"{OWN}karya/tambah/", today.add_work, name="add_work"),
    path("kemajuan/<int:pair>/", progress.pair_progress, name="pair_progress"),
]
