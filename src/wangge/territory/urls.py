"""Addresses of what a map fetches."""

from django.urls import path

from wangge.territory.views.basemap import send_basemap
from wangge.territory.views.outlines import send_outlines

urlpatterns = [
    path("map/basemap.pmtiles", send_basemap, name="basemap"),
    path("map/outlines.geojson", send_outlines, name="outlines"),
]
