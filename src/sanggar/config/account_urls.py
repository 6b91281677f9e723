"""What people may do with their account. Of allauth's pages those that are wanted, no more: nobody registers by
themselves, and the address of an account is the office's to change.
"""

from allauth.account import views
from allauth.mfa.totp import views as totp
from django.urls import include, path, re_path

from sanggar.people.pages import passkeys, sign_out

urlpatterns = [
    path("keluar/", sign_out.sign_out, name="account_logout"),
    path("kode/", views.request_login_code, name="account_request_login_code"),
    path("kode/tulis/", views.confirm_login_code, name="account_confirm_login_code"),
    path("baru/", views.signup, name="account_signup"),  # says that accounts are made by the office
    path("nonaktif/", views.account_inactive, name="account_inactive"),
    path("pastikan/", views.reauthenticate, name="account_reauthenticate"),
    path("sandi/", views.password_change, name="account_change_password"),
    path("sandi/buat/", views.password_set, name="account_set_password"),
    path("sandi/lupa/", views.password_reset, name="account_reset_password"),
    path("sandi/lupa/terkirim/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^sandi/lupa/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("sandi/lupa/selesai/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("kunci/masuk/", passkeys.sign_in, name="mfa_login_webauthn"),
    path("kunci/pastikan/", passkeys.prove, name="mfa_reauthenticate_webauthn"),
    path("kunci/tambah/", passkeys.add, name="add_passkey"),
    path("kunci/<int:pk>/nama/", passkeys.rename, name="rename_passkey"),
    path("kunci/<int:pk>/hapus/", passkeys.remove, name="remove_passkey"),
    path("dua-langkah/", include("allauth.mfa.base.urls")),
    path("dua-langkah/totp/activate/", passkeys.surely_theirs(totp.activate_totp), name="mfa_activate_totp"),
    path("dua-langkah/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("dua-langkah/recovery-codes/", include("allauth.mfa.recovery_codes.urls")),
]
