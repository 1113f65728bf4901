"""Addresses of the catalogue's pages."""

from django.urls import path

from wangge.catalogue.views.editions import adopt_edition, download_edition, show_catalogue

urlpatterns = [
    path("office/catalogue/", show_catalogue, name="catalogue"),
    path("office/catalogue/in-force.xlsx", download_edition, name="catalogue_in_force"),
    path("office/catalogue/<int:edition>/adopt/", adopt_edition, name="adopt_edition"),
    path("office/catalogue/import/<str:what>/", show_catalogue, name="catalogue_import"),
]
