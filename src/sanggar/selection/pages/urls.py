from django.urls import path

from sanggar.selection.pages import calling, checking, copies, decrees, draws, offers

app_name = "selection"
urlpatterns = [
    path("", draws.draws, name="draws"),
    path("undian/<slug:call>/", draws.draw, name="draw"),
    path("undian/<slug:call>/bekukan/", draws.freeze, name="freeze"),
    path("undian/<slug:call>/dadu/", draws.dice, name="dice"),
    path("undian/<slug:call>/ambil/", draws.fetch, name="fetch"),
    path("undian/<slug:call>/ketik/", draws.type_randomness, name="type_randomness"),
    path("undian/<slug:call>/undi/", draws.run, name="run"),
    path("undian/<slug:call>/umumkan/", draws.publish, name="publish"),
    path("undian/<slug:call>/berita-acara.pdf", checking.minutes_pdf, name="minutes"),
    path("undian/<slug:call>/berita-acara/unggah/", copies.upload_minutes, name="upload_minutes"),
    path("undian/<slug:call>/salinan/<int:pk>/", copies.copy, name="signed_copy"),
    path("undian/<slug:call>/sk/", decrees.decrees, name="decrees"),
    path("undian/<slug:call>/sk/susun/", decrees.draft, name="draft_decree"),
    path("undian/<slug:call>/sk/<int:ordinal>/", decrees.decree, name="decree"),
    path("undian/<slug:call>/sk/<int:ordinal>.pdf", decrees.pdf, name="decree_pdf"),
    path("undian/<slug:call>/sk/<int:ordinal>/ubah/", decrees.edit, name="edit_decree"),
    path("undian/<slug:call>/sk/<int:ordinal>/nomor/", decrees.number, name="number_decree"),
    path("undian/<slug:call>/sk/<int:ordinal>/unggah/", copies.upload, name="upload_decree"),
    path("undian/<slug:call>/peserta/", checking.entries, name="entries"),
    path("undian/<slug:call>/periksa/", checking.check, name="check"),
    path("undian/<slug:call>/penawaran/", offers.open_offers, name="open_offers"),
    path("penawaran/", offers.offers, name="offers"),
    path("penawaran/<int:pk>/", offers.offer, name="offer"),
    path("penawaran/<int:pk>/tarik/", offers.withdraw, name="withdraw"),
    path("penawaran/<int:pk>/terhubung/", calling.reach, name="reach"),
    path("penawaran/<int:pk>/belum-terhubung/", calling.unreach, name="unreach"),
    path("penawaran/tahap-<int:ordinal>/panggilan/", calling.calling, name="calling"),
    path("penawaran/tahap-<int:ordinal>/panggilan.pdf", calling.sheet, name="call_sheet"),
]
