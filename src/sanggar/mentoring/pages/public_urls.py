"""The mentor's own pages, mounted at the root of the site."""

from django.urls import path

from sanggar.mentoring.pages import mine

urlpatterns = [
    path("saya/pendampingan/", mine.my_pairs, name="my_pairs"),
    path("saya/pendampingan/<int:pk>/", mine.my_pair, name="my_pair"),
    path("saya/pendampingan/<int:pk>/kontak/", mine.my_contact, name="my_contact"),
    path("saya/pendampingan/<int:pk>/kontak/coret/", mine.my_void, name="my_void"),
    path("saya/pendampingan/<int:pk>/tujuan/", mine.my_goal, name="my_goal"),
    path("saya/pendampingan/<int:pk>/tujuan/<int:goal>/", mine.my_goal_result, name="my_goal_result"),
    path("saya/pendampingan/<int:pk>/tindak-lanjut/<int:follow_up>/", mine.my_follow_up, name="my_follow_up"),
]
