from django.urls import path

from sanggar.training.pages import acts, attendance, badges, door, falling, paper, participants, screen, timetable

app_name = "training"
urlpatterns = [
    path("", timetable.timetable, name="timetable"),
    path("sesi/<int:meeting>/", attendance.attendance, name="attendance"),
    path("sesi/<int:meeting>/daftar-hadir.pdf", attendance.sheet, name="sheet"),
    path("sesi/<int:meeting>/unggah/", attendance.upload_sheet, name="upload_sheet"),
    path("sesi/<int:meeting>/layar/", screen.desk_screen, name="screen"),
    path("sesi/<int:meeting>/meja/", door.desk_door, name="door"),
    path("sesi/<int:meeting>/meja/kirim/", door.desk_send, name="door_send"),
    path("sesi/<int:meeting>/meja/pekerja.js", door.desk_worker, name="door_worker"),
    path("berbeda/<uuid:entry>/", door.settle, name="settle"),
    path("sesi/<int:meeting>/kertas/", paper.paper, name="paper"),
    path("lembar/<int:sheet>/", attendance.signed_sheet, name="signed_sheet"),
    path("presensi/<int:attendance>/", attendance.correct, name="correct"),
    path("kehadiran-menurun/", falling.falling, name="falling"),
    path("kehadiran-menurun/aturan/", falling.change_rule, name="change_presence_rule"),
    path("peserta/", participants.participants, name="participants"),
    path("peserta/<int:enrolment>/", participants.participant, name="participant"),
    path("peserta/<int:enrolment>/pindah/", acts.move, name="move"),
    path("peserta/<int:enrolment>/ganti-kartu/", acts.renew_badge, name="renew_badge"),
    path("kelas/<int:cohort>/kartu.pdf", badges.badges, name="badges"),
]
