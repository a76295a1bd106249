"""The pages of steering."""

from django.urls import path

from motcua.steering import direction_views, notice_views, views

app_name = "steering"
urlpatterns = [
    path("don-doc", views.letters, name="letters"),
    path("don-doc/soan", views.draft, name="draft"),
    path("don-doc/hom-nay", views.due_today, name="today"),
    path("don-doc/biet-phai", notice_views.notices, name="notices"),
    path("don-doc/thu", views.mailbox, name="mailbox"),
    path("don-doc/van-ban", views.letter, name="letter"),
    path("chi-dao", direction_views.directions, name="directions"),
    path("chi-dao/moi", direction_views.new_direction, name="new-direction"),
    path("chi-dao/y-kien", direction_views.direction, name="direction"),
]
