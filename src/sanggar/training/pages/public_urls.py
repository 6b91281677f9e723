from django.urls import path

from sanggar.training.pages import calendar, presence_qr, reading, trainer

urlpatterns = [
    path("hadir/<int:enrolment>/<slug:token>/", presence_qr.presence, name="presence_qr"),
    path("jadwal/<int:enrolment>/<slug:token>/jadwal.ics", calendar.timetable_file, name="timetable_file"),
    path(
        "jadwal/narasumber/<int:account>/<slug:token>/jadwal.ics",
        calendar.trainer_timetable_file,
        name="trainer_timetable_file",
    ),
    path("saya/sesi/<int:meeting>/", trainer.meeting, name="trainer_meeting"),
    path("saya/sesi/<int:meeting>/materi/<int:material>/", reading.trainer_material, name="trainer_material"),
    path("saya/kepesertaan/<int:enrolment>/materi/", reading.materials, name="my_materials"),
    path("saya/kepesertaan/<int:enrolment>/materi/<int:material>/", reading.material, name="my_material"),
]
