from django.urls import path

from alongside.matching import views

app_name = "matching"
urlpatterns = [
    path("asks/", views.fits, name="fits"),
    path("asks/choice/", views.choice, name="choice"),
]
