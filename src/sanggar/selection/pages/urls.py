from django.urls import path

from sanggar.selection.pages import calling, checking, draws, offers

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
