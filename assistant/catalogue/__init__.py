"""Which services exist and what people call them."""

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.reading import CATALOGUE_FILE, load_catalogue
from assistant.catalogue.service import Service

__all__ = ["CATALOGUE_FILE", "Catalogue", "Service", "load_catalogue"]
