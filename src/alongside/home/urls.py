from django.urls import path

from alongside.home.views import carrying, departing, desk, easy, front, health, holdings, me

app_name = "home"
urlpatterns = [
    path("", front.front, name="front"),
    path("desk/", desk.desk, name="desk"),
    path("holdings/", holdings.holdings, name="holdings"),
    path("health/", health.health, name="health"),
    path("metrics/", health.metrics, name="metrics"),
    path("help/", front.help, name="help"),
    path("tour/", front.tour, name="tour"),
    path("easy/", easy.easy, name="easy"),
    path("easy/<slug:slug>/", easy.easy_text, name="easy_text"),
    path("look/", front.look, name="look"),
    path("communities/<id:id>/carrying/", carrying.carrying, name="carrying"),
    path("communities/<id:id>/carrying/<int:duty>/", carrying.handover, name="handover"),
    path("communities/<id:id>/export/", departing.export, name="export"),
    path("me/everything/", me.everything, name="everything"),
    path("me/everything.json", me.everything_file, name="everything_file"),
    path("me/reaching/", me.reaching, name="reaching"),
    path("me/delete/", me.leave, name="leave"),
]
