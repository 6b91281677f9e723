from django.urls import path

from sanggar.training.pages import acts, attendance, badges, curriculum, materials, participants, timetable

app_name = "training"
urlpatterns = [
    path("", timetable.timetable, name="timetable"),
    path("sesi/<int:meeting>/", attendance.attendance, name="attendance"),
    path("sesi/<int:meeting>/daftar-hadir.pdf", attendance.sheet, name="sheet"),
    path("sesi/<int:meeting>/unggah/", attendance.upload_sheet, name="upload_sheet"),
    path("lembar/<int:sheet>/", attendance.signed_sheet, name="signed_sheet"),
    path("presensi/<int:attendance>/", attendance.correct, name="correct"),
    path("kurikulum/", curriculum.curriculum, name="curriculum"),
    path("kurikulum/tambah/", curriculum.add_module, name="add_module"),
    path("kurikulum/tanggung-jawab-konten/", curriculum.add_responsibility, name="add_responsibility"),
    path("kurikulum/<int:module>/", curriculum.module, name="module"),
    path("kurikulum/<int:module>/ubah/", curriculum.change_module, name="change_module"),
    path("kurikulum/<int:module>/daftar-periksa/", curriculum.add_check, name="add_check"),
    path("daftar-periksa/<int:item>/hapus/", curriculum.retire_check, name="retire_check"),
    path("kurikulum/<int:module>/materi/", materials.add_material, name="add_material"),
    path("materi/<int:material>/", materials.change_material, name="change_material"),
    path("materi/<int:material>/versi/", materials.add_version, name="add_version"),
    path("materi/versi/<int:version>/", materials.version, name="material_version"),
    path("peserta/", participants.participants, name="participants"),
    path("peserta/<int:enrolment>/", participants.participant, name="participant"),
    path("peserta/<int:enrolment>/pindah/", acts.move, name="move"),
    path("peserta/<int:enrolment>/ganti-kartu/", acts.renew_badge, name="renew_badge"),
    path("kelas/<int:cohort>/kartu.pdf", badges.badges, name="badges"),
]
