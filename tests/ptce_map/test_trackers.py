"""Parameters of campaigns and trackers are told from those of an address."""

from __future__ import annotations

import pytest

from ptce_map.trackers import TRACKERS, is_tracker


@pytest.mark.parametrize(
    "key",
    [
        *sorted(TRACKERS),
        "utm_source",
        "UTM_Medium",
        "amp;utm_campaign",
        "mc_eid",
        "_hsenc",
        "_hsmi",
        "at_medium",
        "xtor",
        "pk_campaign",
        "mtm_source",
        "matomo_kwd",
        "piwik_campaign",
        "oly_enc_id",
        "vero_id",
        "_gl",
        "_gac_x",
        "elqTrackId",
    ],
)
def test_trackers(key: str) -> None:
    assert is_tracker(key)


@pytest.mark.parametrize("key", ["region", "q", "mesure", "geometrie", "bbox", "filter-crs", "x"])
def test_what_is_no_tracker(key: str) -> None:
    assert not is_tracker(key)
