from django.urls import path

from alongside.commitments import feeds, views

app_name = "commitments"
urlpatterns = [
    path("asks/<id:ask_id>/offer/", views.offer, name="offer"),
    path("communities/<id:id>/leaving/promises/", views.leaving, name="leaving"),
    path("commitments/<id:id>/", views.commitment, name="commitment"),
    path("commitments/<id:id>/near/", views.near, name="near"),
    path("commitments/<id:id>/keep/", views.keep, name="keep"),
    path("commitments/<id:id>/release/", views.release, name="release"),
    path("commitments/<id:id>/done/", views.done, name="done"),
    path("commitments/<id:id>/withdrawal/", views.withdrawal, name="withdrawal"),
    path("commitments/<id:id>/acceptance/", views.acceptance, name="acceptance"),
    path("commitments/<id:id>/decline/", views.decline, name="decline"),
    path("commitments/<id:id>/dismissal/", views.dismissal, name="dismissal"),
    path("commitments/<id:id>/verdict/", views.verdict, name="verdict"),
    path("commitments/<id:id>/link/", views.link, name="link"),
    path("commitments/<id:id>/messages/", views.conversation, name="conversation"),
    path("dates/<id:id>/", views.date, name="date"),
    path("dates/<id:id>/verdict/", views.date_verdict, name="date_verdict"),
    path("dates/<id:id>/cancellation/", views.cancellation, name="cancellation"),
    path("series/<id:id>/", views.series, name="series"),
    path("series/<id:id>/stint/", views.new_stint, name="new_stint"),
    path("stints/<id:id>/", views.stint, name="stint"),
    path("stints/<id:id>/acceptance/", views.stint_acceptance, name="stint_acceptance"),
    path("stints/<id:id>/decline/", views.stint_decline, name="stint_decline"),
    path("stints/<id:id>/end/", views.stint_end, name="stint_end"),
    path("me/calendars/", views.calendars, name="calendars"),
    path("me/calendars/new/", views.new_calendar, name="new_calendar"),
    path("me/calendars/made/", views.calendar_made, name="calendar_made"),
    path("me/calendars/<id:id>/end/", views.calendar_end, name="calendar_end"),
    path("calendars/<str:secret>.ics", feeds.calendar, name="calendar"),
    path("said/<str:secret>/", views.said, name="said"),
]
