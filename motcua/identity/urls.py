"""Addresses of identity."""

from django.urls import path

from motcua.identity.views import account, demo, enrol, sign_in

app_name = "identity"
urlpatterns = [
    path("dang-nhap", sign_in.sign_in, name="sign-in"),
    path("dang-nhap/ma", sign_in.code, name="code"),
    path("dang-nhap/ma-dau-tien", enrol.first_code, name="first-code"),
    path("dang-nhap/thu", demo.demo, name="demo"),
    path("dang-xuat", sign_in.sign_out, name="sign-out"),
    path("vi-tri", account.seat, name="seat"),
    path("tai-khoan", account.account, name="account"),
    path("tai-khoan/mat-khau", account.password, name="password"),
    path("tai-khoan/ma", enrol.new_code, name="new-code"),
    path("tai-khoan/phien", account.sessions, name="sessions"),
    path("tai-khoan/phien/<uuid:session_id>/ket-thuc", account.end_session, name="end-session"),
    path("tai-khoan/the", account.tokens, name="tokens"),
    path("tai-khoan/the/<uuid:token_id>/thu-hoi", account.revoke_token, name="revoke-token"),
]
