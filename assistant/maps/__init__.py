"""A picture of the answer: PNG, SVG and GeoJSON, drawn from the imported map, offline."""

from assistant.maps.backdrop import Backdrop, open_backdrop
from assistant.maps.content import Area, MapContent, Marker
from assistant.maps.geojson import geojson
from assistant.maps.picture import SIZE, png, svg

__all__ = [
    "SIZE",
    "Area",
    "Backdrop",
    "MapContent",
    "Marker",
    "geojson",
    "open_backdrop",
    "png",
    "svg",
]
