from django.urls import path

from sanggar.evaluation.pages import certificates, completion

app_name = "evaluation"
urlpatterns = [
    path("", completion.completion, name="completion"),
    path("syarat/", completion.rule, name="rule"),
    path("nomor/", completion.numbering, name="numbering"),
    path("tahap/<int:pk>/terbitkan/", completion.issue, name="issue"),
    path("terbit/", certificates.certificates, name="certificates"),
    path("terbit/<int:pk>/", certificates.certificate, name="certificate"),
    path("terbit/<int:pk>/cabut/", certificates.revoke, name="revoke"),
    path("terbit/<int:pk>/ganti/", certificates.reissue, name="reissue"),
]
