from django.urls import path

from alongside.matching import views

app_name = "matching"
urlpatterns = [
    path("asks/", views.fits, name="fits"),
    path("asks/next/<id:id>/", views.next_, name="next"),
    path("asks/choice/", views.choice, name="choice"),
]
