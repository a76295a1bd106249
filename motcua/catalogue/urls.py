"""The catalogue's pages: for everybody."""

from django.urls import path

from motcua.catalogue import drafting, keeping, keeping_process, keeping_sample, proposals, views

app_name = "catalogue"
urlpatterns = [
    path("thu-tuc", views.procedures, name="procedures"),
    path("thu-tuc/danh-muc", views.lists, name="lists"),
    path("thu-tuc/<str:code>", views.procedure, name="procedure"),
    path("thu-tuc/<str:code>/mau", views.sample, name="sample"),
    path("quan-tri/thu-tuc", keeping.kept, name="kept"),
    path("quan-tri/thu-tuc/du-thao", drafting.drafts, name="drafts"),
    path("quan-tri/thu-tuc/du-thao/<uuid:drafted_id>", drafting.draft, name="draft"),
    path("quan-tri/thu-tuc/du-thao/<uuid:drafted_id>/xem", drafting.preview, name="draft-preview"),
    path("quan-tri/thu-tuc/du-thao/<uuid:drafted_id>/noi-dung", drafting.particulars, name="draft-particulars"),
    path("quan-tri/thu-tuc/du-thao/<uuid:drafted_id>/giay-to", drafting.papers, name="draft-papers"),
    path("quan-tri/thu-tuc/du-thao/<uuid:drafted_id>/quy-trinh", drafting.steps, name="draft-steps"),
    path("quan-tri/thu-tuc/du-thao/<uuid:drafted_id>/phi", drafting.fees, name="draft-fees"),
    path("quan-tri/thu-tuc/du-thao/<uuid:drafted_id>/bo", drafting.dropping, name="draft-dropping"),
    path("quan-tri/thu-tuc/de-nghi", proposals.proposals, name="proposals"),
    path("quan-tri/thu-tuc/de-nghi/<uuid:proposed_id>", proposals.proposal, name="proposal"),
    path("quan-tri/thu-tuc/de-nghi/<uuid:proposed_id>/tra-lai", proposals.sending_back, name="proposal-sending-back"),
    path("quan-tri/thu-tuc/de-nghi/<uuid:proposed_id>/rut", proposals.withdrawing, name="proposal-withdrawing"),
    path("quan-tri/thu-tuc/<str:code>", keeping.history, name="history"),
    path("quan-tri/thu-tuc/<str:code>/so-sanh", keeping.comparison, name="comparison"),
    path("quan-tri/thu-tuc/<str:code>/phi", keeping.fees, name="fees"),
    path("quan-tri/thu-tuc/<str:code>/noi-dung", keeping.particulars, name="particulars"),
    path("quan-tri/thu-tuc/<str:code>/giay-to", keeping.papers, name="papers"),
    path("quan-tri/thu-tuc/<str:code>/thoi-han", keeping.limit, name="limit"),
    path("quan-tri/thu-tuc/<str:code>/mau", keeping_sample.sample, name="kept-sample"),
    path("quan-tri/thu-tuc/<str:code>/quy-trinh", keeping_process.steps, name="steps"),
    path("quan-tri/thu-tuc/<str:code>/bai-bo", keeping.abolition, name="abolition"),
    path("quan-tri/thu-tuc/<str:code>/thu-hoi/<int:version_no>", keeping.withdrawal, name="withdrawal"),
]
