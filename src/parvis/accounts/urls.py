"""Addresses of staff accounts, under /LANG/staff/."""

from __future__ import annotations

from django.urls import path

from parvis.accounts.views import joining, own, passkeys, signing

app_name = "accounts"
urlpatterns = [
    path("", own.workspace, name="workspace"),
    path("sign-in/", signing.sign_in, name="sign-in"),
    path("second-step/", signing.second_step, name="second-step"),
    path("second-step/new/", signing.enrol, name="enrol"),
    path("second-step/challenge/", passkeys.challenge, name="challenge"),
    path("second-step/passkey/", passkeys.answered, name="passkey"),
    path("me/second-steps/", passkeys.devices, name="devices"),
    path("me/second-steps/challenge/", passkeys.challenge_new, name="challenge-new"),
    path("me/second-steps/<int:number>/name/", passkeys.rename, name="rename-device"),
    path("me/second-steps/<int:number>/remove/", passkeys.remove, name="remove-device"),
    path("sign-out/", signing.sign_out, name="sign-out"),
    path("join/<str:token>/", joining.join, name="join"),
    path("me/sessions/", own.sessions, name="sessions"),
    path("me/sessions/<int:number>/end/", own.end_session, name="end-session"),
    path("me/recovery-codes/", own.recovery_codes, name="recovery-codes"),
]
