"""Errors of the boundaries.

GeodataError
├── SourceError      a raw source is missing, altered or unreadable
├── CompositionError the contours do not make up the COG of the year
└── DerivedError     the built files are missing or out of date
"""


class GeodataError(Exception):
    """Base of the errors that this package raises on purpose; its text is fit for users."""


class SourceError(GeodataError):
    """A raw source is missing, altered or unreadable."""


class CompositionError(GeodataError):
    """The contours do not make up the COG of the year."""


class DerivedError(GeodataError):
    """The built files are missing or out of date."""
