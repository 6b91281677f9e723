from django.urls import path

from sanggar.spending.pages import evidence, payments, steps

app_name = "spending"
urlpatterns = [
    path("", payments.payments, name="payments"),
    path("ajukan/", payments.propose, name="propose"),
    path("<int:pk>/", payments.payment, name="payment"),
    path("<int:pk>/verifikasi/", steps.verify, name="verify"),
    path("<int:pk>/bayar/", steps.pay, name="pay"),
    path("<int:pk>/tolak/", steps.refuse, name="refuse"),
    path("<int:pk>/batalkan/", steps.cancel, name="cancel"),
    path("<int:pk>/bukti/", evidence.attach, name="attach"),
    path("bukti/<int:pk>/", evidence.download, name="evidence"),
    path("bukti/<int:pk>/cabut/", evidence.withdraw, name="withdraw"),
]
