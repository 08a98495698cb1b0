"""Identifiers of the components that callbacks, scripts and tests refer to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

URL: Final = "url"
PAGE: Final = "page"
QUERY: Final = "query"
SELECTED: Final = "selected"
PLACE: Final = "place"
VIEW: Final = "view"
THEME: Final = "theme"
STATISTICS: Final = "statistics-query"
CROSSED: Final = "statistics-data"

SEARCH: Final = "filter-q"
SUGGESTIONS: Final = "suggestions"
DOWNLOAD: Final = "download"
DOWNLOAD_COPY: Final = "download-copy"
DOWNLOAD_TARGET: Final = "download-target"
MENU: Final = "menu"
MENU_OPEN: Final = "menu-open"
SHARE: Final = "share"
SHARE_LINK: Final = "share-link"
SHARE_EMBED: Final = "share-embed"
EMBED_LINK: Final = "embed-link"
SHARE_PRINT: Final = "share-print"
THEME_SWITCH: Final = "theme-switch"
NOTICES: Final = "notices"

FILTERS: Final = "filters"
FILTERS_OPEN: Final = "filters-open"
FILTERS_COUNT: Final = "filters-count"
FILTERS_RESET: Final = "filters-reset"
FILTERS_MORE: Final = "filters-more"
FILTERS_SEE: Final = "filters-see"
SENTENCE: Final = "sentence"
KEY_FIGURES: Final = "key-figures"
LIVE: Final = "live"
OFFLINE: Final = "offline"
COPY: Final = "copy"
COPY_TEXT: Final = "copy-text"
COPY_CLOSE: Final = "copy-close"
OFFLINE_RETRY: Final = "offline-retry"
DESCRIPTION: Final = "map-description"

MAP: Final = "map"
MAP_FRAME: Final = "map-frame"
MAP_EVENT: Final = "map-event"
MAP_NOTICE: Final = "map-notice"
MAP_ALERT: Final = "map-alert"
MAP_SCALE: Final = "map-scale"
MAP_RETRY: Final = "map-retry"
HOVER_CARD: Final = "hover-card"
LEVEL: Final = "level"
MEASURE: Final = "mesure"
FORM: Final = "forme"
METHOD: Final = "methode"
CLASSES: Final = "classes"
BREAKS: Final = "bornes"
SCALE: Final = "echelle"
LEGEND: Final = "legend"
LEGEND_BODY: Final = "legend-body"
LEGEND_INFO: Final = "legend-info"
ZOOM_IN: Final = "zoom-in"
ZOOM_OUT: Final = "zoom-out"
ZOOM_HOME: Final = "zoom-home"
OVERLAY_TERRITORIES: Final = "overlay-territories"
OVERLAY_SEATS: Final = "overlay-seats"

PANEL: Final = "panel"
PANEL_HANDLE: Final = "panel-handle"
PANEL_OPEN: Final = "panel-open"
TABS: Final = "tabs"
LIST: Final = "liste"
POLES_TABLE: Final = "poles-table"
LIST_COLUMNS: Final = "list-columns"
LIST_ROWS: Final = "list-rows"
LIST_SORT: Final = "list-sort"
EMPTY: Final = "empty"
EMPTY_REASON: Final = "empty-reason"
EMPTY_REMOVE: Final = "empty-remove"

DRAWER: Final = "drawer"
DRAWER_BODY: Final = "drawer-body"
DRAWER_POSITION: Final = "drawer-position"
DRAWER_PREVIOUS: Final = "drawer-previous"
DRAWER_NEXT: Final = "drawer-next"
DRAWER_CLOSE: Final = "drawer-close"
DRAWER_DOWNLOAD: Final = "drawer-download"
DRAWER_DOWNLOAD_TITLE: Final = "drawer-download-title"
DRAWER_SHARE: Final = "drawer-share"


IdOf = Callable[[str], str]


def filter_id(key: str) -> str:
    """Return the id of the widget of a filter."""
    return f"filter-{key}"


def download_id(export: str) -> str:
    """Return the id of the download link of an export format; Dash allows no dot in an id."""
    return f"download-{export.replace('.', '-')}"


def pole_download_id(export: str) -> str:
    """Return the id of the link that downloads the open pole in a format."""
    return f"drawer-{download_id(export)}"
