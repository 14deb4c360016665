from django.urls import path

from alongside.notices import views

app_name = "notices"
urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/mail/", views.mail, name="mail"),
    path("notices/answer/<str:token>/", views.answer, name="answer"),
    path("me/mutes/", views.mutes, name="mutes"),
    path("me/mutes/<id:mute>/end/", views.unmute, name="unmute"),
    path("me/mute/person/<id:id>/", views.mute, name="mute"),
    path("me/mute/group/<id:id>/", views.mute_group, name="mute_group"),
    path("notices/unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
