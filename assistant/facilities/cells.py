"""Cells of the H3 grid: the spatial index that every database can hold as a whole number."""

import math
from functools import lru_cache

import h3.api.basic_int as h3

RESOLUTION = 9
"""Cells of about 0.1 square kilometres, 350 m across."""

COARSE = 7
"""Cells of about 5 square kilometres: where a need came from, without saying whose it was."""

SHAPE_MARGIN = 1.3
"""Cells of one resolution differ in size, and finer cells stick out of the one above them."""

MOST_CELLS = 80
"""Beyond this many, coarser cells cover the circle in fewer steps."""

_DIGIT_BITS = 3
_FINEST = 15


def cell_of(lat: float, lon: float) -> int:
    """The cell that facilities are indexed by; below 2**63."""
    return int(h3.latlng_to_cell(lat, lon, RESOLUTION))


def coarse_cell_of(lat: float, lon: float) -> int:
    """The cell that is kept of a person's position."""
    return int(h3.latlng_to_cell(lat, lon, COARSE))


def covering(lat: float, lon: float, radius: float) -> list[tuple[int, int]]:
    """Ranges of cells, both ends included, that hold every point within `radius` metres.

    They hold points beyond it too. Ranges are sorted and do not overlap.
    """
    resolution, rings = _grid(radius)
    centre = h3.latlng_to_cell(lat, lon, resolution)
    ranges = sorted(_descendants(cell, resolution) for cell in h3.grid_disk(centre, rings))
    merged = [ranges[0]]
    for low, high in ranges[1:]:
        if low <= merged[-1][1] + _step():
            merged[-1] = (merged[-1][0], high)
        else:
            merged.append((low, high))
    return merged


@lru_cache
def _grid(radius: float) -> tuple[int, int]:
    """The resolution and the number of rings around the middle cell that cover `radius` metres."""
    for resolution in range(RESOLUTION, -1, -1):
        edge = h3.average_hexagon_edge_length(resolution, unit="m")
        # Each ring adds at least one and a half edges; the point may lie at the middle's rim.
        rings = math.ceil(radius * SHAPE_MARGIN / (1.5 * edge))
        if 3 * rings * (rings + 1) + 1 <= MOST_CELLS:
            return resolution, max(1, rings)
    return 0, h3.get_num_cells(0)


def _descendants(cell: int, resolution: int) -> tuple[int, int]:
    """The first and the last cell of `RESOLUTION` inside `cell`, which is of `resolution`.

    An H3 number holds the resolution and then one digit of three bits for each level, so that
    everything below a cell is one range.
    """
    if resolution == RESOLUTION:
        return cell, cell
    shift = _DIGIT_BITS * (_FINEST - RESOLUTION)
    inner = ((1 << _DIGIT_BITS * (RESOLUTION - resolution)) - 1) << shift
    levels = (RESOLUTION - resolution) << 52
    return (cell + levels) & ~inner, (cell + levels) | inner


def _step() -> int:
    return 1 << _DIGIT_BITS * (_FINEST - RESOLUTION)
