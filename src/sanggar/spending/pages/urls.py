from django.urls import path

from sanggar.spending.pages import commitments, documents, evidence, findings, payees, payments, requests, steps, taxes

app_name = "spending"
urlpatterns = [
    path("", payments.payments, name="payments"),
    path("ajukan/", requests.propose, name="propose"),
    path("komitmen/", commitments.commitments, name="commitments"),
    path("komitmen/catat/", commitments.make, name="make_commitment"),
    path("komitmen/<int:pk>/", commitments.commitment, name="commitment"),
    path("komitmen/<int:pk>/selesai/", commitments.finish, name="finish_commitment"),
    path("komitmen/<int:pk>/batalkan/", commitments.cancel, name="cancel_commitment"),
    path("penerima/", payees.payees, name="payees"),
    path("penerima/daftarkan/", payees.add, name="add_payee"),
    path("penerima/<int:pk>/", payees.payee, name="payee"),
    path("penerima/<int:pk>/ubah/", payees.change, name="change_payee"),
    path("temuan/", findings.findings, name="findings"),
    path("temuan/<int:pk>/", findings.finding, name="finding"),
    path("temuan/<int:pk>/jelaskan/", findings.settle, name="settle_finding"),
    path("<int:pk>/", payments.payment, name="payment"),
    path("<int:pk>/perbaiki/", requests.amend, name="amend"),
    path("<int:pk>/verifikasi/", steps.verify, name="verify"),
    path("<int:pk>/setujui/", steps.approve, name="approve"),
    path("<int:pk>/bayar/", steps.pay, name="pay"),
    path("<int:pk>/spj/", steps.close, name="close"),
    path("<int:pk>/kembalikan/", steps.give_back, name="return"),
    path("<int:pk>/tolak/", steps.refuse, name="refuse"),
    path("<int:pk>/batalkan/", steps.cancel, name="cancel"),
    path("<int:pk>/bukti/", evidence.attach, name="attach"),
    path("bukti/<int:pk>/", evidence.download, name="evidence"),
    path("bukti/<int:pk>/cabut/", evidence.withdraw, name="withdraw"),
    path("<int:pk>/dokumen/", documents.note, name="note_document"),
    path("dokumen/<int:pk>/batalkan/", documents.void, name="void_document"),
    path("<int:pk>/pajak/", taxes.add, name="add_tax"),
    path("<int:pk>/pajak/hitung/", taxes.reckon, name="reckon_taxes"),
    path("pajak/<int:pk>/", taxes.override, name="override_tax"),
]
