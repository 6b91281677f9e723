from django.urls import path

from sanggar.training.pages import calendar, codes, door, presence_qr, screen, trainer

urlpatterns = [
    path("hadir/<int:enrolment>/<slug:token>/", presence_qr.presence, name="presence_qr"),
    path("hadir/kode/", codes.who, name="code_next"),
    path("hadir/kode/<int:meeting>/<int:window>/<slug:token>/", codes.scan, name="code_scan"),
    path("lamaran/<str:receipt>/<str:token>/hadir/", codes.link_check_in, name="link_check_in"),
    path("jadwal/<int:enrolment>/<slug:token>/jadwal.ics", calendar.timetable_file, name="timetable_file"),
    path("saya/kepesertaan/<int:enrolment>/hadir/", codes.own_check_in, name="own_check_in"),
    path("saya/sesi/<int:meeting>/", trainer.meeting, name="trainer_meeting"),
    path("saya/sesi/<int:meeting>/meja/", door.trainer_door, name="trainer_door"),
    path("saya/sesi/<int:meeting>/meja/kirim/", door.trainer_send, name="trainer_door_send"),
    path("saya/sesi/<int:meeting>/meja/pekerja.js", door.trainer_worker, name="trainer_door_worker"),
    path("saya/sesi/<int:meeting>/layar/", screen.trainer_screen, name="trainer_screen"),
]
