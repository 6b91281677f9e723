from django.urls import path

from sanggar.faces.public import code_door, home, money, own, own_data, programme

app_name = "public"
urlpatterns = [
    path("", home.home, name="home"),
    path("lamaran/<str:receipt>/<str:token>/", own.own_page, name="own"),
    path("lamaran/<str:receipt>/<str:token>/terima/", own.accept, name="accept_offer"),
    path("lamaran/<str:receipt>/<str:token>/tolak/", own.decline, name="decline_offer"),
    path("lamaran/<str:receipt>/<str:token>/tarik/", own.stop, name="withdraw"),
    path("lamaran/<str:receipt>/<str:token>/karya/", own.add_work, name="add_own_work"),
    path("lamaran/<str:receipt>/<str:token>/sanggah/", own.object_to_refusal, name="object"),
    path("lamaran/<str:receipt>/<str:token>/masuk/", own.enter, name="enter"),
    path("lamaran/<str:receipt>/<str:token>/masuk/pasti/", own.enter_surely, name="enter_surely"),
    path("lamaran/<str:receipt>/<str:token>/data/", own_data.own_data, name="own_data"),
    path("lamaran/<str:receipt>/<str:token>/data/salinan.json", own_data.own_data_json, name="own_data_json"),
    path("lamaran/<str:receipt>/<str:token>/data/salinan.pdf", own_data.own_data_pdf, name="own_data_pdf"),
    path("lamaran/<str:receipt>/<str:token>/data/minta/<slug:kind>/", own_data.ask, name="ask_right"),
    path(
        "lamaran/<str:receipt>/<str:token>/data/tarik/<str:mark>/", own_data.withdraw_consent, name="withdraw_consent"
    ),
    path("lamaran/<str:receipt>/<str:token>/kode/", code_door.code, name="enter_by_code"),
    path("lamaran/<str:receipt>/<str:token>/kode/minta/", code_door.ask, name="ask_code"),
    path("<slug:office>/<slug:programme>/uang/", money.money_page, name="money"),
    path("<slug:office>/<slug:programme>/uang.json", money.money_json, name="money_json"),
    path("<slug:office>/<slug:programme>/uang.csv", money.money_csv, name="money_csv"),
    path("<slug:office>/<slug:programme>/", programme.programme_page, name="programme"),
]
