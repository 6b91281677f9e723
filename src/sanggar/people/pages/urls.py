from django.urls import path

from sanggar.people.pages import accounts, letterheads, mailbox, record

app_name = "people"
urlpatterns = [
    path("orang/", accounts.offices, name="offices"),
    path("orang/<slug:office>/", accounts.rights, name="rights"),
    path("orang/<slug:office>/akun-baru/", accounts.admit, name="admit"),
    path("orang/<slug:office>/beri-hak/", accounts.give, name="give"),
    path("orang/<slug:office>/hak/<int:pk>/akhiri/", accounts.end, name="end"),
    path("kop/", letterheads.offices, name="letterheads"),
    path("kop/<slug:office>/", letterheads.letterhead, name="letterhead"),
    path("kop/<slug:office>/lambang/", letterheads.arms, name="letterhead_arms"),
    path("kop/<slug:office>/contoh/", letterheads.sample, name="letterhead_sample"),
    path("rekaman/", record.entries, name="record"),
    path("rekaman/<slug:ref>/", record.entry, name="entry"),
    path("kotak-surat/", mailbox.letters, name="mailbox"),
    path("kotak-surat/<slug:name>/", mailbox.letter, name="letter"),
]
