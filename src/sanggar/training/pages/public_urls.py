from django.urls import path

from sanggar.training.pages import calendar, presence_qr, trainer

urlpatterns = [
    path("hadir/<int:enrolment>/<slug:token>/", presence_qr.presence, name="presence_qr"),
    path("jadwal/<int:enrolment>/<slug:token>/jadwal.ics", calendar.timetable_file, name="timetable_file"),
    path("saya/sesi/<int:meeting>/", trainer.meeting, name="trainer_meeting"),
]
