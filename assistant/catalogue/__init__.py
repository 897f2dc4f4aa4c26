"""Which services exist and what people call them."""

from assistant.catalogue.catalogue import CATALOGUE_FILE, Catalogue, load_catalogue
from assistant.catalogue.service import Service

__all__ = ["CATALOGUE_FILE", "Catalogue", "Service", "load_catalogue"]
