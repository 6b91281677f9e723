"""The mentor's and the participant's own pages, mounted at the root of the site."""

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, path

from sanggar.mentoring.pages import agreement, applications, mine, news, own, own_care, slots, waiting
from sanggar.mentoring.pages.doors import link_door, own_door

PAIR = "saya/pendampingan/<int:pk>/"
TIME = "saya/pendampingan/waktu/<int:mentor>/"
OWN, LINK = "saya/kepesertaan/<int:enrolment>/pendampingan/", "lamaran/<str:receipt>/<str:token>/pendampingan/"

BEHIND_BOTH_DOORS: list[tuple[str, Callable[..., Any], str]] = [
    ("", own.home, "mentoring"),
    ("kontak/<int:contact>/benar/", own.confirm, "confirm_contact"),
    ("kontak/<int:contact>/sanggah/", own.dispute, "dispute_contact"),
    ("waktu/<int:slot>/", own.book, "book_slot"),
    ("janji/<int:talk>/batal/", own.cancel, "cancel_talk"),
    ("minta-waktu/", own.ask_talk, "ask_talk"),
    ("ganti/", own_care.ask, "ask"),
    ("harapan/", own_care.wish, "wish"),
    ("ganti/tarik/", own_care.take_back, "take_back"),
    ("aduan/", own_care.complain, "complaint"),
]


def both_doors() -> Iterator[URLPattern]:
    for route, view, name in BEHIND_BOTH_DOORS:
        yield path(f"{OWN}{route}", own_door(view), name=f"own_{name}")
        yield path(f"{LINK}{route}", link_door(view), name=f"link_{name}")


urlpatterns = [
    path("saya/pendampingan/", mine.my_pairs, name="my_pairs"),
    path("saya/pendampingan/menunggu/", waiting.my_waiting, name="my_waiting"),
    path("jadi-pendamping/<slug:office>/<slug:programme>/", applications.offer, name="mentor_offer"),
    path("aduan/", own_care.follow, name="follow_complaint"),
    path("saya/pendampingan/perjanjian/<int:mentor>/", agreement.agreement, name="my_agreement"),
    path("saya/pendampingan/profil/<int:mentor>/", agreement.profile, name="my_profile"),
    path("saya/pendampingan/harapan/<int:mentor>/", agreement.wishes, name="my_mentor_wishes"),
    path(TIME, slots.my_slots, name="my_slots"),
    path(f"{TIME}<int:slot>/tarik/", slots.withdraw_slot, name="my_withdraw_slot"),
    path(f"{TIME}janji/<int:talk>/batal/", slots.cancel_talk, name="my_cancel_talk"),
    path("janji/<int:talk>/<slug:token>/janji.ics", slots.talk_file, name="talk_file"),
    path(PAIR, mine.my_pair, name="my_pair"),
    path(f"{PAIR}terima/", mine.my_accept, name="my_accept"),
    path(f"{PAIR}tolak/", mine.my_decline, name="my_decline"),
    path("kabar/<int:check>/<slug:token>/", news.after_check, name="after_check"),
    path(f"{PAIR}tutup/", mine.my_close, name="my_close"),
    path(f"{PAIR}jeda/", mine.my_pause, name="my_pause"),
    path(f"{PAIR}lanjut/", mine.my_resume, name="my_resume"),
    path(f"{PAIR}kontak/", mine.my_contact, name="my_contact"),
    path(f"{PAIR}kontak/coret/", mine.my_void, name="my_void"),
    path(f"{PAIR}tujuan/", mine.my_goal, name="my_goal"),
    path(f"{PAIR}tujuan/<int:goal>/", mine.my_goal_result, name="my_goal_result"),
    path(f"{PAIR}tujuan/<int:goal>/tahap/", mine.my_milestone, name="my_milestone"),
    path(f"{PAIR}tahap/<int:milestone>/", mine.my_reached, name="my_reached"),
    path(f"{PAIR}tindak-lanjut/<int:follow_up>/", mine.my_follow_up, name="my_follow_up"),
    *both_doors(),
]
