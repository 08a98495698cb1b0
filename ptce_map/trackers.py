"""The parameters that campaigns and trackers add to an address."""

from __future__ import annotations

TRACKER_PREFIXES = (
    "utm_",
    "mtm_",
    "pk_",
    "matomo_",
    "piwik_",
    "at_",
    "xt",
    "mc_",
    "hsa_",
    "_hs",
    "_ga",
    "_gl",
    "ga_",
    "fb_",
    "itm_",
    "stm_",
    "oly_",
    "vero_",
    "elqtrack",
    "wt.",
    "wt_",
    "cm_mm",
    "trk_",
)
"""Beginnings of the parameters of campaigns and trackers, in lower case."""

TRACKERS = frozenset(
    {
        "dclid",
        "epik",
        "fbclid",
        "gad_campaignid",
        "gad_source",
        "gbraid",
        "gclid",
        "gclsrc",
        "igsh",
        "igshid",
        "li_fat_id",
        "mibextid",
        "mkt_tok",
        "msclkid",
        "obclid",
        "rdt_cid",
        "ref",
        "ref_src",
        "ref_url",
        "referrer",
        "s_cid",
        "s_kwcid",
        "sccid",
        "spm",
        "srsltid",
        "tblci",
        "trk",
        "ttclid",
        "twclid",
        "wbraid",
        "wickedid",
        "yclid",
        "ysclid",
        "_bta_tid",
        "_kx",
        "_openstat",
    }
)
"""Other parameters of campaigns and trackers, in lower case."""


def is_tracker(key: str) -> bool:
    """Tell whether a parameter is one that campaigns and trackers add, whatever its case."""
    plain = key.removeprefix("amp;").lower()
    return plain in TRACKERS or plain.startswith(TRACKER_PREFIXES)
