from django.urls import path

from alongside.commitments import views

app_name = "commitments"
urlpatterns = [
    path("asks/<str:ask_id>/offer/", views.offer, name="offer"),
    path("commitments/<str:id>/", views.commitment, name="commitment"),
    path("commitments/<str:id>/keep/", views.keep, name="keep"),
    path("commitments/<str:id>/release/", views.release, name="release"),
    path("commitments/<str:id>/done/", views.done, name="done"),
    path("commitments/<str:id>/withdrawal/", views.withdrawal, name="withdrawal"),
    path("commitments/<str:id>/acceptance/", views.acceptance, name="acceptance"),
    path("commitments/<str:id>/decline/", views.decline, name="decline"),
    path("commitments/<str:id>/dismissal/", views.dismissal, name="dismissal"),
    path("commitments/<str:id>/verdict/", views.verdict, name="verdict"),
    path("commitments/<str:id>/link/", views.link, name="link"),
    path("commitments/<str:id>/messages/", views.conversation, name="conversation"),
    path("dates/<str:id>/", views.date, name="date"),
    path("dates/<str:id>/verdict/", views.date_verdict, name="date_verdict"),
    path("dates/<str:id>/cancellation/", views.cancellation, name="cancellation"),
    path("said/<str:secret>/", views.said, name="said"),
]
