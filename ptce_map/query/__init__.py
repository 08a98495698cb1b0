"""An address, to filters and view, and back."""

from ptce_map.query.grammar import Query, parse, to_query
from ptce_map.query.view import View

__all__ = ["Query", "View", "parse", "to_query"]
