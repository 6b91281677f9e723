from django.urls import path

from sanggar.applications.pages import calls, counter, letters, screening, texts

app_name = "applications"
urlpatterns = [
    path("", calls.calls, name="calls"),
    path("baru/", calls.add_call, name="add_call"),
    path("buka/<slug:slug>/", calls.call, name="call"),
    path("buka/<slug:slug>/ubah/", calls.change_call, name="change_call"),
    path("buka/<slug:slug>/pratinjau/", calls.preview, name="preview"),
    path("buka/<slug:slug>/terbitkan/", calls.publish, name="publish"),
    path("buka/<slug:slug>/perpanjang/", calls.prolong, name="prolong"),
    path("buka/<slug:slug>/tutup/", calls.close, name="close"),
    path("buka/<slug:slug>/terima-bersih/", screening.accept_clean, name="accept_clean"),
    path("buka/<slug:slug>/teks/", texts.add_text, name="add_text"),
    path("buka/<slug:slug>/teks/<str:key>/", texts.text, name="text"),
    path("buka/<slug:slug>/teks/<str:key>/ubah/", texts.change_text, name="change_text"),
    path("buka/<slug:slug>/teks/<str:key>/hentikan/", texts.retire_text, name="retire_text"),
    path("buka/<slug:slug>/pesan/", letters.letters, name="letters"),
    path("buka/<slug:slug>/pesan/<slug:moment>/", letters.letter, name="letter"),
    path("buka/<slug:slug>/pesan/<slug:moment>/bawaan/", letters.reset, name="reset_letter"),
    path("lamaran/", screening.queue, name="queue"),
    path("lamaran/<str:receipt>/", screening.application, name="application"),
    path("lamaran/<str:receipt>/terima/", screening.accept, name="accept"),
    path("lamaran/<str:receipt>/perbaikan/", screening.ask, name="ask"),
    path("lamaran/<str:receipt>/tolak/", screening.refuse, name="refuse"),
    path("lamaran/<str:receipt>/periksa-lagi/", screening.reopen, name="reopen"),
    path("lamaran/<str:receipt>/ktp/", counter.settle, name="settle"),
    path("lamaran/<str:receipt>/ktp-orang/", counter.identify, name="identify"),
    path("lamaran/<str:receipt>/tautan/", counter.reissue, name="reissue"),
    path("lamaran/<str:receipt>/nik/", counter.show_nik, name="show_nik"),
]
