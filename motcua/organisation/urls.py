"""Units, posts, calendars and settings, for administrators."""

from django.urls import path

from motcua.organisation.views import calendars, posts, settings, units

app_name = "organisation"
urlpatterns = [
    path("don-vi", units.unit_list, name="units"),
    path("don-vi/moi", units.founding, name="founding"),
    path("don-vi/vi-tri/<uuid:post_id>/dong", posts.closing, name="post-closing"),
    path("don-vi/quyet-dinh/<uuid:order_id>/huy", units.undoing, name="order-undoing"),
    path("don-vi/<uuid:unit_id>", units.unit, name="unit"),
    path("don-vi/<uuid:unit_id>/doi-ten", units.renaming, name="renaming"),
    path("don-vi/<uuid:unit_id>/chuyen", units.moving, name="moving"),
    path("don-vi/<uuid:unit_id>/giai-the", units.dissolving, name="dissolving"),
    path("don-vi/<uuid:unit_id>/ma", units.code, name="code"),
    path("don-vi/<uuid:unit_id>/vi-tri-moi", posts.adding, name="post-adding"),
    path("lich-lam-viec", calendars.calendars, name="calendars"),
    path("lich-lam-viec/de-xuat", calendars.proposing, name="calendar-proposing"),
    path("lich-lam-viec/<uuid:proposal_id>", calendars.calendar_draft, name="calendar-draft"),
    path("thiet-lap", settings.settings, name="settings"),
    path("thiet-lap/loi-tren-giay", settings.form_texts, name="form-texts"),
    path("thiet-lap/<str:key>", settings.setting, name="setting"),
    path("thiet-lap/thay-doi/<uuid:change_id>/huy", settings.undoing, name="setting-undoing"),
]
