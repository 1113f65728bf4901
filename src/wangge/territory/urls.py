"""Addresses of the office (organisation, people, postings, leave, roster, keys, audit) and of what a map fetches."""

from django.urls import path

from wangge.territory.outlines import Outlined
from wangge.territory.views.basemap import send_basemap
from wangge.territory.views.house import (
    close_one_organisation,
    drop_one_shift,
    revoke_one_key,
    show_audit,
    show_keys,
    show_organisations,
    show_roster,
)
from wangge.territory.views.inbox import read_letters, show_inbox, show_wishes
from wangge.territory.views.outlines import send_outlines
from wangge.territory.views.people import end_leave, show_absences, show_people, show_person
from wangge.territory.views.postings import end_one_posting, show_postings, withdraw_one_posting

urlpatterns = [
    path("inbox/", show_inbox, name="inbox"),
    path("inbox/read/", read_letters, name="read_letters"),
    path("inbox/wishes/", show_wishes, name="wishes"),
    path("office/organisation/", show_organisations, name="organisations"),
    path("office/organisation/<int:organisation>/close/", close_one_organisation, name="close_organisation"),
    path("office/people/", show_people, name="people"),
    path("office/people/<str:username>/", show_person, name="person"),
    path("office/people/<str:username>/<str:deed>/", show_person, name="person_deed"),
    path("office/postings/", show_postings, name="postings"),
    path("office/postings/<int:posting>/", end_one_posting, name="posting"),
    path("office/postings/<int:posting>/withdraw/", withdraw_one_posting, name="withdraw_posting"),
    path("office/leave/", show_absences, name="absences"),
    path("office/leave/<int:absence>/end/", end_leave, name="end_absence"),
    path("office/roster/", show_roster, name="roster"),
    path("office/roster/<int:shift>/drop/", drop_one_shift, name="drop_shift"),
    path("office/keys/", show_keys, name="keys"),
    path("office/keys/<int:key>/revoke/", revoke_one_key, name="revoke_key"),
    path("office/audit/", show_audit, name="audit"),
    path("map/basemap.pmtiles", send_basemap, name="basemap"),
    path("map/communities.geojson", send_outlines, {"outlined": Outlined.COMMUNITIES}, name="communities"),
    path("map/grids.geojson", send_outlines, {"outlined": Outlined.GRIDS}, name="grids"),
]
