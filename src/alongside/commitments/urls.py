from django.urls import path

from alongside.commitments import views

app_name = "commitments"
urlpatterns = [
    path("asks/<id:ask_id>/offer/", views.offer, name="offer"),
    path("commitments/<id:id>/", views.commitment, name="commitment"),
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
    path("said/<str:secret>/", views.said, name="said"),
]
