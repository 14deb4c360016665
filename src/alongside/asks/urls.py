from django.urls import path

from alongside.asks import views

app_name = "asks"
urlpatterns = [
    path("asks/<str:id>/", views.ask, name="ask"),
    path("asks/<str:id>/edit/", views.edit, name="edit"),
    path("asks/<str:id>/more/", views.more, name="more"),
    path("asks/<str:id>/dates/", views.dates, name="dates"),
    path("asks/<str:id>/dates/<str:date>/", views.date, name="date"),
    path("asks/<str:id>/dates/<str:date>/removed/", views.removed_date, name="removed_date"),
    path("asks/<str:id>/delegates/", views.delegates, name="delegates"),
    path("asks/<str:id>/delegates/<str:delegate>/end/", views.undelegated, name="undelegated"),
    path("asks/<str:id>/published/", views.published, name="published"),
    path("asks/<str:id>/paused/", views.paused, name="paused"),
    path("asks/<str:id>/resumed/", views.resumed, name="resumed"),
    path("asks/<str:id>/closed/", views.closed, name="closed"),
    path("asks/<str:id>/discarded/", views.discarded, name="discarded"),
    path("communities/<str:id>/asks/", views.community_asks, name="community_asks"),
    path("communities/<str:id>/asks/new/", views.new, name="new"),
    path("communities/<str:id>/asks/drafts/", views.drafts, name="drafts"),
    path("communities/<str:id>/places/", views.places, name="places"),
    path("communities/<str:id>/places/new/", views.new_place, name="new_place"),
    path("places/<str:id>/", views.place, name="place"),
    path("places/<str:id>/archived/", views.archived_place, name="archived_place"),
    path("places/<str:id>/restored/", views.restored_place, name="restored_place"),
    path("communities/<str:id>/import/", views.sheet, name="sheet"),
    path("communities/<str:id>/import/<str:sheet>/", views.columns, name="columns"),
    path("communities/<str:id>/import/<str:sheet>/lines/", views.lines, name="lines"),
    path("communities/<str:id>/import/<str:sheet>/taken/", views.taken_sheet, name="taken_sheet"),
    path("communities/<str:id>/import/<str:sheet>/dropped/", views.dropped_sheet, name="dropped_sheet"),
]
