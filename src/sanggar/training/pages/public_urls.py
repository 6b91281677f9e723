from django.urls import path

from sanggar.training.pages import codes, door, presence_qr, reading, screen, trainer
from sanggar.training.pages.own import baseline, quiz, skills, works
from sanggar.training.pages.works import mine

OWN = "saya/kepesertaan/<int:enrolment>"
urlpatterns = [
    path("hadir/<int:enrolment>/<slug:token>/", presence_qr.presence, name="presence_qr"),
    path("hadir/kode/", codes.who, name="code_next"),
    path("hadir/kode/<int:meeting>/<int:window>/<slug:token>/", codes.scan, name="code_scan"),
    path("lamaran/<str:receipt>/<str:token>/hadir/", codes.link_check_in, name="link_check_in"),
    path("saya/kepesertaan/<int:enrolment>/hadir/", codes.own_check_in, name="own_check_in"),
    path("saya/sesi/<int:meeting>/", trainer.meeting, name="trainer_meeting"),
    path("saya/sesi/<int:meeting>/presensi/<int:attendance>/", trainer.mend, name="trainer_mend"),
    path("saya/sesi/<int:meeting>/meja/", door.trainer_door, name="trainer_door"),
    path("saya/sesi/<int:meeting>/meja/kirim/", door.trainer_send, name="trainer_door_send"),
    path("saya/sesi/<int:meeting>/meja/tercatat.json", door.trainer_recorded, name="trainer_door_recorded"),
    path("saya/sesi/<int:meeting>/meja/pekerja.js", door.trainer_worker, name="trainer_door_worker"),
    path("saya/sesi/<int:meeting>/layar/", screen.trainer_screen, name="trainer_screen"),
    path(f"{OWN}/awal/", baseline.overview, name="own_baseline"),
    path(f"{OWN}/awal/keterampilan/", skills.skills, name="own_skills"),
    path(f"{OWN}/awal/keterampilan/<int:ordinal>/", skills.skill, name="own_skill"),
    path(f"{OWN}/awal/contoh/", baseline.sample, name="own_sample"),
    path(f"{OWN}/awal/contoh/berkas/", baseline.sample_file, name="own_sample_file"),
    path(f"{OWN}/awal/tujuan/", baseline.goals, name="own_goals"),
    path(f"{OWN}/awal/tujuan/<int:goal>/", baseline.change_goal, name="own_goal"),
    path(f"{OWN}/awal/tujuan/<int:goal>/lepas/", baseline.drop_goal, name="own_drop_goal"),
    path(f"{OWN}/tes/<slug:occasion>/", quiz.quiz, name="own_quiz"),
    path(f"{OWN}/tes/<slug:occasion>/<int:number>/", quiz.question, name="own_question"),
    path(f"{OWN}/tugas/", works.works, name="my_works"),
    path(f"{OWN}/tugas/<int:assignment>/", works.work, name="my_work"),
    path(f"{OWN}/kiriman/<int:submission>/berkas/", works.work_file, name="my_work_file"),
    path(f"{OWN}/kiriman/<int:submission>/tarik/", works.withdraw, name="my_work_withdraw"),
    path(f"{OWN}/kemajuan/", works.progress, name="own_progress"),
    path("saya/karya-dinilai/", mine.waiting, name="my_assessments"),
    path("saya/karya-dinilai/<int:assessment>/", mine.assess, name="my_assessment"),
    path("saya/karya-dinilai/<int:assessment>/tanggapan/", mine.answer, name="my_answer"),
    path("saya/karya-dinilai/<int:assessment>/berkas/", mine.work_file, name="my_assessment_file"),
    path("saya/sesi/<int:meeting>/materi/<int:material>/", reading.trainer_material, name="trainer_material"),
    path("saya/kepesertaan/<int:enrolment>/materi/", reading.materials, name="my_materials"),
    path("saya/kepesertaan/<int:enrolment>/materi/<int:material>/", reading.material, name="my_material"),
]
