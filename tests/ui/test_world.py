"""The map."""

import pytest

from entraide.ui.world import shade, world


def test_every_state_with_land_is_on_the_map_and_the_small_ones_are_circles() -> None:
    shapes = {shape.code: shape for shape in world().states}
    assert len(shapes) >= 230
    assert shapes["CA"].d.startswith("M")
    assert shapes["SG"].r == 2.6
    assert {"VA", "MC", "LI", "MV", "TV", "NR", "BB"} <= shapes.keys()


def test_circles_are_drawn_last() -> None:
    radii = [shape.r for shape in world().states]
    assert radii == sorted(radii)


def test_every_shape_lies_on_the_map() -> None:
    whole = world()
    assert all(0 <= shape.x <= whole.width and 0 <= shape.y <= whole.height for shape in whole.states)


@pytest.mark.parametrize(
    ("count", "most", "dark"), [(0, 9, 0), (1, 1, 4), (1, 8, 1), (2, 8, 2), (4, 8, 3), (8, 8, 4), (1, 2, 3)]
)
def test_shades_double(count: int, most: int, dark: int) -> None:
    assert shade(count, most) == dark
