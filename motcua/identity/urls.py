"""Addresses of identity."""

from django.urls import path

from motcua.identity.views import account, demo, enrol, importing, people, resets, roles, sign_in, staff

app_name = "identity"
urlpatterns = [
    path("dang-nhap", sign_in.sign_in, name="sign-in"),
    path("dang-nhap/ma", sign_in.code, name="code"),
    path("dang-nhap/mat-khau-moi", sign_in.new_password, name="new-password"),
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
    path("can-bo", people.people, name="people"),
    path("can-bo/moi", people.new_person, name="new-person"),
    path("can-bo/nhap", importing.people_list, name="people-list"),
    path("can-bo/<uuid:account_id>", people.person, name="person"),
    path("can-bo/<uuid:account_id>/bo-nhiem", people.appointment, name="appointment"),
    path("can-bo/<uuid:account_id>/phieu-mat-khau", resets.slip, name="slip"),
    path("can-bo/<uuid:account_id>/go-dien-thoai", resets.code_reset, name="code-reset"),
    path("can-bo/<uuid:account_id>/nghi-viec", staff.departure, name="departure"),
    path("bo-nhiem/<uuid:appointment_id>/ket-thuc", people.appointment_end, name="appointment-end"),
    path("vai-tro", roles.roles, name="roles"),
    path("vai-tro/doi", roles.role_change, name="role-change"),
    path("truc-thay", staff.stand_ins, name="stand-ins"),
    path("truc-thay/<uuid:substitution_id>/ket-thuc", staff.stand_in_end, name="stand-in-end"),
    path("biet-phai/du-phong", staff.stand_bys, name="stand-bys"),
    path("biet-phai/du-phong/<uuid:stand_by_id>/ket-thuc", staff.stand_by_end, name="stand-by-end"),
    path("biet-phai", staff.secondments, name="secondments"),
    path("can-bo-mot-cua", staff.boards, name="boards"),
    path("can-bo-mot-cua/<uuid:unit_id>", staff.board, name="board"),
    path("can-bo-mot-cua/<uuid:unit_id>/dien-thoai", staff.desk_phone, name="desk-phone"),
]
