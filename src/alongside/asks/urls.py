from django.urls import path

from alongside.asks import feeds, views

app_name = "asks"
urlpatterns = [
    path("asks/<id:id>/", views.ask, name="ask"),
    path("asks/<id:id>/edit/", views.edit, name="edit"),
    path("asks/<id:id>/more/", views.more, name="more"),
    path("asks/<id:id>/dates/", views.dates, name="dates"),
    path("asks/<id:id>/dates/<id:date>/", views.date, name="date"),
    path("asks/<id:id>/dates/<id:date>/removed/", views.removed_date, name="removed_date"),
    path("asks/<id:id>/dates/<id:date>/series/", views.new_series, name="new_series"),
    path("asks/<id:id>/series/<id:series>/", views.series, name="series"),
    path("asks/<id:id>/series/<id:series>/days-off/", views.days_off, name="days_off"),
    path("asks/<id:id>/series/<id:series>/days-off/<id:day>/on/", views.day_on, name="day_on"),
    path("asks/<id:id>/delegates/", views.delegates, name="delegates"),
    path("asks/<id:id>/delegates/<id:delegate>/end/", views.undelegated, name="undelegated"),
    path("asks/<id:id>/published/", views.published, name="published"),
    path("asks/<id:id>/paused/", views.paused, name="paused"),
    path("asks/<id:id>/resumed/", views.resumed, name="resumed"),
    path("asks/<id:id>/closed/", views.closed, name="closed"),
    path("asks/<id:id>/discarded/", views.discarded, name="discarded"),
    path("communities/<id:id>/asks/", views.community_asks, name="community_asks"),
    path("communities/<id:id>/asks.ics", feeds.calendar, name="calendar"),
    path("communities/<id:id>/asks/new/", views.new, name="new"),
    path("communities/<id:id>/asks/drafts/", views.drafts, name="drafts"),
    path("communities/<id:id>/places/", views.places, name="places"),
    path("communities/<id:id>/places/new/", views.new_place, name="new_place"),
    path("places/<id:id>/", views.place, name="place"),
    path("places/<id:id>/archived/", views.archived_place, name="archived_place"),
    path("places/<id:id>/restored/", views.restored_place, name="restored_place"),
    path("communities/<id:id>/import/", views.sheet, name="sheet"),
    path("communities/<id:id>/import/<id:sheet>/", views.columns, name="columns"),
    path("communities/<id:id>/import/<id:sheet>/lines/", views.lines, name="lines"),
    path("communities/<id:id>/import/<id:sheet>/taken/", views.taken_sheet, name="taken_sheet"),
    path("communities/<id:id>/import/<id:sheet>/dropped/", views.dropped_sheet, name="dropped_sheet"),
]
