from django.urls import include, path

from alongside.commitments import feeds, views

app_name = "commitments"
one_commitment = [
    path("", views.commitment, name="commitment"),
    path("near/", views.near, name="near"),
    path("keep/", views.keep, name="keep"),
    path("release/", views.release, name="release"),
    path("done/", views.done, name="done"),
    path("withdrawal/", views.withdrawal, name="withdrawal"),
    path("acceptance/", views.acceptance, name="acceptance"),
    path("decline/", views.decline, name="decline"),
    path("dismissal/", views.dismissal, name="dismissal"),
    path("verdict/", views.verdict, name="verdict"),
    path("link/", views.link, name="link"),
    path("runner/<id:runner>/", views.with_runner, name="with_runner"),
    path("messages/", views.conversation, name="conversation"),
]
one_date = [
    path("", views.date, name="date"),
    path("verdict/", views.date_verdict, name="date_verdict"),
    path("cancellation/", views.cancellation, name="cancellation"),
]
one_series = [
    path("", views.series, name="series"),
    path("stint/", views.new_stint, name="new_stint"),
]
one_stint = [
    path("", views.stint, name="stint"),
    path("acceptance/", views.stint_acceptance, name="stint_acceptance"),
    path("decline/", views.stint_decline, name="stint_decline"),
    path("end/", views.stint_end, name="stint_end"),
]
runs = [
    path("", views.runs, name="runs"),
    path("<id:id>/", views.run, name="run"),
    path("<id:id>/end/", views.run_end, name="run_end"),
    path("<id:id>/dates/<id:date>/", views.run_date, name="run_date"),
    path("<id:id>/people/<id:commitment>/", views.run_person, name="run_person"),
    path("<id:id>/people/<id:commitment>/yes/", views.run_yes, name="run_yes"),
    path("<id:id>/people/<id:commitment>/no/", views.run_no, name="run_no"),
    path("<id:id>/people/<id:commitment>/came/", views.run_came, name="run_came"),
]
calendars = [
    path("", views.calendars, name="calendars"),
    path("new/", views.new_calendar, name="new_calendar"),
    path("made/", views.calendar_made, name="calendar_made"),
    path("mailed/", views.mailed_times, name="mailed_times"),
    path("<id:id>/end/", views.calendar_end, name="calendar_end"),
]
urlpatterns = [
    path("asks/<id:ask_id>/offer/", views.offer, name="offer"),
    path("communities/<id:id>/leaving/promises/", views.leaving, name="leaving"),
    path("commitments/<id:id>/", include(one_commitment)),
    path("dates/<id:id>/", include(one_date)),
    path("series/<id:id>/", include(one_series)),
    path("stints/<id:id>/", include(one_stint)),
    path("running/<str:secret>/", views.running, name="running"),
    path("runs/", include(runs)),
    path("me/calendars/", include(calendars)),
    path("calendars/<str:secret>.ics", feeds.calendar, name="calendar"),
    path("said/<str:secret>/", views.said, name="said"),
]
