from django.urls import path

from alongside.notices import views

app_name = "notices"
urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/mail/", views.mail, name="mail"),
    path("notices/answer/<str:token>/", views.answer, name="answer"),
    path("notices/unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
