"""Addresses of the public site; its first page is the house's own."""

from django.urls import path

from wangge.neighbourhood.views import figures, front, mine, near, report, worker

urlpatterns = [
    path("public/", front.show_front, name="front"),
    path("slip/", front.show_slip, name="slip"),
    path("worker/", worker.show_worker, name="worker"),
    path("worker/places/", worker.find_place, name="public_places"),
    path("report/", report.report, name="report"),
    path("my/", mine.find_report, name="my_report"),
    path("my/<str:token>/", mine.show_report, name="mine"),
    path("my/<str:token>/sent/", mine.show_sent, name="my_report_sent"),
    path("my/<str:token>/answer/", mine.answer, name="my_answer"),
    path("my/<str:token>/reopen/", mine.reopen, name="my_reopen"),
    path("my/<str:token>/photo/", mine.add_photo, name="my_photo"),
    path("my/<str:token>/withdraw/", mine.withdraw, name="my_withdraw"),
    path("my/<str:token>/language/", mine.speak, name="my_language"),
    path("track/<str:token>", mine.follow_link, name="tracked"),  # as messages name it
    path("track/<str:token>/", mine.follow_link, name="tracked"),
    path("near/", near.show_near, name="near"),
    path("near/<str:number>/", near.show_case, name="public_case"),
    path("near/<str:number>/me-too/", near.say_me_too, name="me_too"),
    path("waiting/", figures.show_waiting, name="open_lists"),
    path("figures/", figures.show_figures, name="figures"),
]
