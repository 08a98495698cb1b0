"""The pages that document the API: plain HTML, readable without a script."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import urlencode

from flask import render_template, request

from app.dataset import Dataset
from ptce_map.labels import LANGS, label


def create_document(dataset: Dataset, template: str, lang: str, **content: Any) -> str:
    """Write a page in a language; templates find texts by ``t(key)``."""

    def text(key: str, **values: Any) -> str:
        return label(key, lang, **values)

    return render_template(
        template,
        lang=lang,
        langs=LANGS,
        t=text,
        themes=dataset.payload_url("themes"),
        language_url=partial(_language_url, request.path, dict(request.args)),
        **content,
    )


def _language_url(path: str, arguments: dict[str, str], lang: str) -> str:
    return f"{path}?{urlencode({**arguments, 'lang': lang})}"
