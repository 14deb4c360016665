from django.urls import path

from alongside.communities.views import inside, joining, outside, steering, vouching

app_name = "communities"
urlpatterns = [
    path("communities/", outside.communities, name="communities"),
    path("communities/new/", outside.founding, name="founding"),
    path("communities/waiting/", vouching.vouching, name="vouching"),
    path("communities/waiting/<str:id>/", vouching.operator_vouch, name="operator_vouch"),
    path("communities/<str:id>/", outside.community, name="community"),
    path("communities/<str:id>/request/", joining.request_page, name="request"),
    path("communities/<str:id>/request/end/", joining.request_end, name="request_end"),
    path("communities/<str:id>/ally/", joining.ally, name="ally"),
    path("communities/<str:id>/leaving/", joining.leaving, name="leaving"),
    path("communities/<str:id>/details/", steering.details, name="details"),
    path("communities/<str:id>/pause/", steering.pause, name="pause"),
    path("communities/<str:id>/pause/end/", steering.pause_end, name="pause_end"),
    path("communities/<str:id>/closing/", steering.closing, name="closing"),
    path("communities/<str:id>/closing/end/", steering.closing_end, name="closing_end"),
    path("communities/<str:id>/stewarding/", steering.stewarding, name="stewarding"),
    path("communities/<str:id>/stewarding/end/", steering.stewarding_end, name="stewarding_end"),
    path("communities/<str:id>/members/", inside.members, name="members"),
    path("communities/<str:id>/members/<str:member>/vouch/", inside.member_vouch, name="member_vouch"),
    path("communities/<str:id>/requests/<str:request_id>/", inside.request_answer, name="request_answer"),
    path("communities/<str:id>/allies/", inside.allies, name="allies"),
    path("communities/<str:id>/allies/<str:ally>/", inside.standing, name="standing"),
    path("communities/<str:id>/invitations/", inside.invitations, name="invitations"),
    path("communities/<str:id>/invitations/made/", inside.invitation_made, name="invitation_made"),
    path(
        "communities/<str:id>/invitations/<str:invitation>/end/", inside.invitation_end, name="invitation_end"
    ),
    path("communities/<str:id>/vouches/", vouching.vouches, name="vouches"),
    path("communities/<str:id>/vouches/made/", vouching.vouch_made, name="vouch_made"),
    path("invitations/<str:secret>/", joining.invitation, name="invitation"),
    path("vouches/given/<str:id>/end/", vouching.vouch_end, name="vouch_end"),
    path("vouches/<str:secret>/", vouching.vouch, name="vouch"),
]
