from django.urls import path

from benchmarks.bare import views

urlpatterns = [
    path("asks/", views.asks, name="asks"),
    path("asks/<str:id>/", views.ask, name="ask"),
    path("forms/", views.form, name="form"),
]
