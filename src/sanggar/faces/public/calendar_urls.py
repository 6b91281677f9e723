"""At the root and without a name before them, for letters of earlier rooms lead here."""

from django.urls import path

from sanggar.faces.public import calendar

urlpatterns = [
    path("jadwal/<int:enrolment>/<slug:token>/jadwal.ics", calendar.timetable_file, name="timetable_file"),
    path(
        "jadwal/narasumber/<int:account>/<slug:token>/jadwal.ics",
        calendar.trainer_timetable_file,
        name="trainer_timetable_file",
    ),
]
