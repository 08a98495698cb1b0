"""OGC API – Features at ``/ogc``."""

from __future__ import annotations

from flask import Blueprint

from app.answers import Answers
from app.dataset import Dataset


def create_blueprint(dataset: Dataset, answers: Answers) -> Blueprint:
    """Create the routes of the service."""
    return Blueprint("ogc", __name__)
