from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "catalog"
    verbose_name = "Danh mục sản phẩm/công việc chuẩn"

    def ready(self) -> None:
        from catalog.actions import tell_of_catalogs
        from catalog.moves import CATALOGS

        CATALOGS.after(tell_of_catalogs)
