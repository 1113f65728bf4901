"""Addresses of the public site."""

from django.urls import path

from wangge.neighbourhood.views.figures import show_figures, show_waiting
from wangge.neighbourhood.views.front import show_front
from wangge.neighbourhood.views.mine import find_mine, show_mine
from wangge.neighbourhood.views.near import follow_near, show_near, show_public_case
from wangge.neighbourhood.views.reporting import report_something
from wangge.neighbourhood.views.worker import find_worker

urlpatterns = [
    path("public/", show_front, name="front"),
    path("report/", report_something, name="report"),
    path("my/", find_mine, name="my_report"),
    path("my/<str:token>/", show_mine, name="mine"),
    path("track/<str:token>/", show_mine, name="tracked"),  # as messages name it
    path("near/", show_near, name="near"),
    path("near/<str:number>/", show_public_case, name="public_case"),
    path("near/<str:number>/me-too/", follow_near, name="me_too"),
    path("worker/", find_worker, name="worker"),
    path("figures/", show_figures, name="figures"),
    path("waiting/", show_waiting, name="open_lists"),
]
