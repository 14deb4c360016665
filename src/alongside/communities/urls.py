from django.urls import path

from alongside.communities.views import (
    inside,
    joining,
    keyholding,
    outside,
    returning,
    steering,
    trusting,
    vouching,
)

app_name = "communities"
urlpatterns = [
    path("communities/", outside.communities, name="communities"),
    path("communities/new/", outside.founding, name="founding"),
    path("communities/waiting/", vouching.vouching, name="vouching"),
    path("communities/waiting/<id:id>/", vouching.operator_vouch, name="operator_vouch"),
    path("communities/<id:id>/", outside.community, name="community"),
    path("communities/<id:id>/request/", joining.request_page, name="request"),
    path("communities/<id:id>/request/end/", joining.request_end, name="request_end"),
    path("communities/<id:id>/ally/", joining.ally, name="ally"),
    path("communities/<id:id>/leaving/", joining.leaving, name="leaving"),
    path("communities/<id:id>/details/", steering.details, name="details"),
    path("communities/<id:id>/pause/", steering.pause, name="pause"),
    path("communities/<id:id>/pause/end/", steering.pause_end, name="pause_end"),
    path("communities/<id:id>/closing/", steering.closing, name="closing"),
    path("communities/<id:id>/closing/end/", steering.closing_end, name="closing_end"),
    path("communities/<id:id>/keeping/", steering.keeping, name="keeping"),
    path("communities/<id:id>/stewarding/", steering.stewarding, name="stewarding"),
    path("communities/<id:id>/stewarding/end/", steering.stewarding_end, name="stewarding_end"),
    path("communities/<id:id>/members/", inside.members, name="members"),
    path("communities/<id:id>/members/<id:member>/vouch/", inside.member_vouch, name="member_vouch"),
    path("communities/<id:id>/requests/<id:request_id>/", inside.request_answer, name="request_answer"),
    path("communities/<id:id>/allies/", inside.allies, name="allies"),
    path("communities/<id:id>/allies/<id:ally>/", inside.standing, name="standing"),
    path("communities/<id:id>/allies/<id:ally>/vouch/", trusting.ally_vouch, name="ally_vouch"),
    path("communities/<id:id>/allies/<id:ally>/vouch/end/", trusting.ally_vouch_end, name="ally_vouch_end"),
    path("communities/<id:id>/vouched/", trusting.ally_vouches, name="ally_vouches"),
    path("communities/<id:id>/invitations/", inside.invitations, name="invitations"),
    path("communities/<id:id>/invitations/made/", inside.invitation_made, name="invitation_made"),
    path(
        "communities/<id:id>/invitations/<id:invitation>/end/", inside.invitation_end, name="invitation_end"
    ),
    path("communities/<id:id>/vouches/", vouching.vouches, name="vouches"),
    path("communities/<id:id>/vouches/made/", vouching.vouch_made, name="vouch_made"),
    path("communities/<id:id>/returns/", returning.returns, name="returns"),
    path("communities/<id:id>/returns/of/<id:person>/", returning.return_of, name="return_of"),
    path(
        "communities/<id:id>/returns/<id:one>/confirmed/", returning.return_confirmed, name="return_confirmed"
    ),
    path("communities/<id:id>/returns/<id:one>/end/", returning.return_end, name="return_end"),
    path("communities/<id:id>/returns/<id:one>/code/", returning.return_code, name="return_code"),
    path("me/keyholders/", keyholding.keyholders, name="keyholders"),
    path("me/keyholders/<id:id>/", keyholding.keyholder, name="keyholder"),
    path("me/keyholders/<id:id>/end/", keyholding.keyholder_end, name="keyholder_end"),
    path("back/", returning.coming_back, name="coming_back"),
    path("back/done/", returning.returned, name="returned"),
    path("back/<id:id>/", returning.refusal, name="refusal"),
    path("invitations/<str:secret>/", joining.invitation, name="invitation"),
    path("vouches/given/<id:id>/end/", vouching.vouch_end, name="vouch_end"),
    path("vouches/<str:secret>/", vouching.vouch, name="vouch"),
]
