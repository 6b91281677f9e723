"""At the root and without a name before them, for letters of earlier rooms lead here."""

from django.urls import path

from sanggar.faces.public import calendar, daily_letter

urlpatterns = [
    path("jadwal/<int:enrolment>/<slug:token>/jadwal.ics", calendar.timetable_file, name="timetable_file"),
    path("surat-harian/<int:enrolment>/<slug:token>/", daily_letter.daily_letter, name="daily_letter"),
    path(
        "jadwal/narasumber/<int:account>/<slug:token>/jadwal.ics",
        calendar.trainer_timetable_file,
        name="trainer_timetable_file",
    ),
]
