"""A person's own pages, and the few of allauth's that this server has."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import path, re_path

from alongside.core.once import repeatable
from alongside.people import views
from alongside.people.sessions import renewing

app_name = "people"
urlpatterns = [
    path("exit/", views.exit_, name="exit"),
    path("exit/explained/", views.exit_explained, name="exit_explained"),
    path("me/", views.me, name="me"),
    path("me/first/", views.first, name="first"),
    path("me/start/", views.start, name="start"),
    path("me/name/", views.name, name="name"),
    path("me/language/", views.language, name="language"),
    path("me/languages/", views.languages, name="languages"),
    path("me/needs/", views.needs, name="needs"),
    path("me/skills/", views.skills, name="skills"),
    path("me/area/", views.home_area, name="home_area"),
    path("me/travel/", views.travel, name="travel"),
    path("me/hours/", views.hours, name="hours"),
    path("me/quiet/", views.quiet, name="quiet"),
    path("me/rest/", views.rest, name="rest"),
    path("me/rest/end/", views.rest_end, name="rest_end"),
    path("me/blocks/", views.blocks, name="blocks"),
    path("me/blocks/<id:block>/end/", views.unblock, name="unblock"),
    path("me/block/<id:person>/", views.block, name="block"),
    path("me/devices/", views.sessions, name="sessions"),
    path("me/devices/this/", views.this_device, name="this_device"),
    path("me/devices/everywhere/", views.everywhere, name="everywhere"),
    path("me/devices/<str:handle>/", views.session, name="session"),
    path("me/devices/<str:handle>/out/", views.session_out, name="session_out"),
]

account_urlpatterns = [
    path("sign-in/", repeatable(account.login), name="account_login"),
    path("sign-in/code/", mfa.authenticate, name="mfa_authenticate"),
    path("sign-in/passkey/", repeatable(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("sign-out/", repeatable(account.logout), name="account_logout"),
    path("sign-up/", account.signup, name="account_signup"),
    path("again/", renewing(account.reauthenticate), name="account_reauthenticate"),
    path("again/code/", renewing(mfa.reauthenticate), name="mfa_reauthenticate"),
    path(
        "again/passkey/",
        renewing(passkeys.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("mail/", account.email, name="account_email"),
    path("mail/<str:key>/", account.confirm_email, name="account_confirm_email"),
    path("passphrase/", account.password_change, name="account_change_password"),
    path("passphrase/lost/", account.password_reset, name="account_reset_password"),
    path("passphrase/lost/sent/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "passphrase/new/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^passphrase/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("safer/", mfa.index, name="mfa_index"),
    path("safer/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("safer/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("safer/codes/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("safer/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("safer/app/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("safer/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("safer/passkeys/new/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("safer/passkeys/<int:pk>/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("safer/passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
]
