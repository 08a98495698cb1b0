import numpy as np

from ptce_map.map.gathering import ALONE, ZOOMS
from ptce_map.map.thinning import IN_A_SQUARE, thin

HERE = (100.0, 200.0)


def test_of_a_square_the_largest_are_drawn_and_the_others_wait() -> None:
    sizes = np.array([0.5, 3.0, *[1.0] * (IN_A_SQUARE - 1), 1.5])
    middles = np.array([HERE] * len(sizes))

    found = thin(middles, sizes)

    assert found.tolist() == [0.5, ALONE, *[1.0] * (IN_A_SQUARE - 1), ALONE]


def test_those_apart_wait_for_nothing_but_their_own_size() -> None:
    middles = np.array([(at * 200.0, 10.0) for at in range(IN_A_SQUARE + 2)])
    sizes = np.linspace(1.0, 12.0, len(middles))

    assert thin(middles, sizes).tolist() == sizes.tolist()


def test_what_is_drawn_stays_drawn_when_the_reader_comes_closer() -> None:
    chance = np.random.default_rng(1)
    middles, sizes = chance.uniform(0, 60, (400, 2)), chance.uniform(0, 10, 400)

    found = thin(middles, sizes)

    assert (found >= sizes).all()
    assert found.max() <= 10
    for step in (*ZOOMS, ALONE):
        drawn = found <= step
        squares = {tuple(place) for place in (middles[drawn] * 2**step // 128).tolist()}
        most = IN_A_SQUARE * len(squares) if step < ALONE else len(sizes)
        assert drawn.sum() <= most
    # A step draws the largest: none that waits for it is larger than one drawn in its square.
    squares = np.floor(middles * 2 ** ZOOMS[3] / 128)
    mine = (squares == squares[0]).all(axis=1)
    waiting = mine & (found >= ZOOMS[3] + 1) & (sizes < ZOOMS[3])
    drawn = mine & (found < ZOOMS[3] + 1)
    assert not waiting.any() or sizes[waiting].min() >= sizes[drawn & (sizes < ZOOMS[3])].max()
