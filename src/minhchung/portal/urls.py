from django.urls import path
from django.views.decorators.http import require_safe

from minhchung.portal import feeds, views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("tim-kiem/", views.search, name="search"),
    path("kiem-chung/", views.verify, name="verify"),
    path("kiem-chung/cong-cu.html", views.verifier, name="verifier"),
    path("muc/<slug:slug>/", views.section, name="section"),
    path("tin-moi.xml", require_safe(feeds.Newest()), name="feed"),
    path("cong-bo/<slug:slug>/", views.publication, name="publication"),
    path("cong-bo/<slug:slug>/tep/<str:name>", views.file, name="file"),
    path("cong-bo/<slug:slug>/so-lieu/<path:claim>/", views.claim, name="claim"),
]
