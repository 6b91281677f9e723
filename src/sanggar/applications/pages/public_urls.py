from django.urls import path

from sanggar.applications.pages import apply, attaching, drafts, find, guardians, own

urlpatterns = [
    path("daftar/<slug:slug>/", apply.apply, name="apply"),
    path("daftar/<slug:slug>/berkas/", attaching.attach, name="attach"),
    path("daftar/<slug:slug>/draf/<str:number>/<str:token>/", drafts.draft, name="draft"),
    path("lamaran/", find.find, name="own_find"),
    path("lamaran/kode/<str:asked>/", find.take_code, name="own_find_code"),
    path("lamaran/wali/<int:pk>/<str:token>/", guardians.guardian, name="guardian"),
    path("lamaran/<str:receipt>/<str:token>/wali/", guardians.own_guardian, name="own_guardian"),
    path("lamaran/<str:receipt>/<str:token>/ubah/", own.edit, name="own_edit"),
    path("lamaran/<str:receipt>/<str:token>/ubah/berkas/", attaching.attach_to_own, name="attach_to_own"),
    path("lamaran/<str:receipt>/<str:token>/berkas/<int:pk>/", own.answer_file, name="own_answer_file"),
    path("lamaran/<str:receipt>/<str:token>/ajukan-lagi/", own.come_back, name="own_return"),
    path("lamaran/<str:receipt>/<str:token>/persetujuan/", own.consents, name="own_consents"),
]
