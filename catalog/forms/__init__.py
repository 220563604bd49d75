"""What is typed into a catalog. A form checks shape; what the law asks is judged by gates and warnings."""

from catalog.forms.catalogs import CatalogFilter, CatalogForm, YearForm
from catalog.forms.items import ItemForm

__all__ = ["CatalogFilter", "CatalogForm", "ItemForm", "YearForm"]
