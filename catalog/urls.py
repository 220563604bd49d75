"""Routes of the catalog, beneath /danh-muc/."""

from django.urls import path

from catalog.views import catalogs, items

urlpatterns = [
    path("", catalogs.catalogs, name="catalogs"),
    path("moi/", catalogs.catalog_new, name="catalog_new"),
    path("<int:pk>/", catalogs.catalog, name="catalog"),
    path("<int:pk>/sao-chep/", catalogs.catalog_copy, name="catalog_copy"),
    path("<int:pk>/buoc/", catalogs.catalog_move, name="catalog_move"),
    path("<int:pk>/dong-moi/", items.catalog_item_new, name="catalog_item_new"),
    path("<int:pk>/dong/<int:item>/", items.catalog_item, name="catalog_item"),
    path("<int:pk>/dong/<int:item>/xoa/", items.catalog_item_remove, name="catalog_item_remove"),
    path("<int:pk>/dong/<int:item>/chuyen/", items.catalog_item_move, name="catalog_item_move"),
    path("<int:pk>/dong/<int:item>/chuan/", items.catalog_standard, name="catalog_standard"),
]
