from django.conf import settings
from django.urls import path

from alongside.ui import views

app_name = "ui"
urlpatterns = [] if settings.ALONGSIDE_IN_PRODUCTION else [path("gallery/", views.gallery, name="gallery")]
