from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geopandas as gpd
import shapely

from geodata.insets import INSETS, MARGIN_KM, PETITE_COURONNE, TITLE_KM, copies, frames, move

insets = pytest.mark.parametrize("inset", INSETS, ids=lambda inset: inset.code)
# Triangles by the shares of a window at which their corners lie, within its middle.
middle = st.floats(0.35, 0.65)
triangles = st.builds(
    lambda x, y, radius, turn: [
        (x + radius * np.cos(turn + corner), y + radius * np.sin(turn + corner))
        for corner in (0.0, 1.5, 4.0)
    ],
    x=middle,
    y=middle,
    radius=st.floats(0.02, 0.1),
    turn=st.floats(0.0, 6.0),
)


def on_ground(inset, shares):
    """Return a polygon by the shares of an inset's window at which its corners lie."""
    west, south, east, north = inset.window
    corner, size = np.array([west, south]), np.array([east - west, north - south])
    return shapely.Polygon(corner + np.array(shares) * size)


def frame_of(*shapes, **columns):
    return gpd.GeoDataFrame(columns, geometry=list(shapes), crs=4326)


def in_mercator(frame):
    return frame.to_crs(3857).geometry.to_numpy()


def area_of(bounds):
    left, bottom, right, top = bounds
    return (right - left) * (top - bottom)


@insets
@settings(max_examples=20, deadline=None)
@given(first=triangles, second=triangles)
def test_a_moved_copy_is_similar_in_web_mercator(inset, first, second):
    before = frame_of(on_ground(inset, first), on_ground(inset, second))
    after = move(before, inset)
    assert after.index.tolist() == [0, 1]
    areas = shapely.area(in_mercator(after)) / shapely.area(in_mercator(before))
    lengths = shapely.length(in_mercator(after)) / shapely.length(in_mercator(before))
    np.testing.assert_allclose(areas, lengths**2, rtol=1e-5)
    assert areas[0] == pytest.approx(areas[1], rel=1e-5)


@insets
def test_a_copy_is_not_turned(inset):
    window = frame_of(on_ground(inset, [(0.4, 0.4), (0.6, 0.4), (0.6, 0.6), (0.4, 0.6)]))
    left, bottom, right, top = move(window, inset).total_bounds
    assert shapely.equals_exact(
        shapely.normalize(move(window, inset).geometry.iloc[0]),
        shapely.normalize(shapely.box(left, bottom, right, top)),
        1e-9,
    )


@insets
def test_the_window_fills_its_frame_or_stands_in_it_with_a_margin(inset):
    moved = move(frame_of(shapely.box(*inset.window)), inset).to_crs(3857)
    left, bottom, right, top = moved.total_bounds / 1000
    ground = inset.ground
    assert ground == (*inset.frame[:3], inset.frame[3] - TITLE_KM)
    margins = (left - ground[0], bottom - ground[1], ground[2] - right, ground[3] - top)
    if inset.clipped:
        np.testing.assert_allclose(margins, 0, atol=1e-6)
    else:
        assert min(margins) == pytest.approx(MARGIN_KM)
        assert margins[:2] == pytest.approx(margins[2:])


def test_what_lies_far_from_the_window_is_left_out():
    inset = next(inset for inset in INSETS if inset.code == "974")
    here = on_ground(inset, [(0.4, 0.4), (0.6, 0.4), (0.6, 0.6)])
    metropole, near = shapely.box(2, 45, 3, 46), shapely.box(56.5, -21, 56.6, -20.9)
    moved = move(frame_of(here, metropole, near, code=["here", "metropole", "near"]), inset)
    assert moved["code"].tolist() == ["here"]
    assert moved.crs == 4326


def test_a_clipped_inset_is_cut_at_the_edge_of_its_frame():
    inset = next(inset for inset in INSETS if inset.code == PETITE_COURONNE)
    west, south, east, north = inset.window
    wide = frame_of(shapely.box(west - 0.5, south - 0.5, east + 0.5, north + 0.5))
    moved = move(wide, inset).to_crs(3857)
    assert moved.total_bounds / 1000 == pytest.approx(inset.ground)
    assert moved.area.iloc[0] / 1e6 == pytest.approx(area_of(inset.ground))


@insets
def test_a_frame_lies_in_the_sea_and_apart_from_the_others(inset):
    box = shapely.box(*inset.frame)
    assert box.bounds[2] < -600  # west of the Cotentin
    others = [shapely.box(*other.frame) for other in INSETS if other is not inset]
    assert not shapely.intersects(box, others).any()


def one_shape_by_inset():
    shapes = [on_ground(i, [(0.4, 0.4), (0.6, 0.4), (0.6, 0.6)]) for i in INSETS]
    codes = [inset.code for inset in INSETS]
    return gpd.GeoDataFrame({"code": codes}, geometry=shapes, crs=4326)


def test_copies_name_their_inset():
    moved = copies(one_shape_by_inset())
    assert moved["inset"].tolist() == [inset.code for inset in INSETS]
    assert (moved["inset"] == moved["code"]).all()


def test_copies_without_an_inset():
    moved = copies(one_shape_by_inset(), without=PETITE_COURONNE)
    assert moved["inset"].tolist() == ["971", "972", "973", "974", "976"]


def test_copies_do_not_change_what_is_copied():
    frame = one_shape_by_inset()
    before = frame.copy()
    copies(frame)
    assert frame.equals(before)


def test_frames_are_boxes_and_the_corners_of_their_titles():
    table = frames()
    assert table.columns.tolist() == ["inset", "nom", "court", "window", "geometry"]
    assert table.crs == 4326
    assert table["inset"].tolist() == [inset.code for inset in INSETS] * 2
    assert table["nom"].tolist()[:2] == ["Guadeloupe", "Martinique"]
    assert table["court"].tolist()[-2:] == ["976", "Paris"]
    assert table["window"].tolist()[0] == list(INSETS[0].window)
    boxes, corners = table[: len(INSETS)], table[len(INSETS) :]
    assert set(boxes.geom_type) == {"Polygon"}
    assert set(corners.geom_type) == {"Point"}
    for inset, box, corner in zip(INSETS, in_mercator(boxes), in_mercator(corners)):
        assert np.array(box.bounds) / 1000 == pytest.approx(inset.frame)
        assert (corner.x / 1000, corner.y / 1000) == pytest.approx((inset.frame[0], inset.frame[3]))
