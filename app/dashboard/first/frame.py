"""The frame of the map's page: its head, the first page, what the scripts need."""

from __future__ import annotations

import re
from collections.abc import Mapping

FIRST_TAB = {"methode": "methode"}
"""Tab of the address -> template that the first page shows; the list for the others."""
START = """
const start = () => {
  delete document.body.dataset.waits;
  const { content } = document.getElementById("template-scripts");
  const scripts = [...content.querySelectorAll("script")].map((written) => {
    const src = written.getAttribute("src");
    return Object.assign(document.createElement("script"), { src, async: false });
  });
  scripts.at(-1).addEventListener("load", () => new DashRenderer());
  document.head.append(...scripts);
};
const isTold = PerformanceObserver.supportedEntryTypes?.includes("paint");
const painted = isTold
  ? (then) => new PerformanceObserver((_, told) => (told.disconnect(), then()))
      .observe({ type: "paint", buffered: true })
  : (then) => requestAnimationFrame(() => setTimeout(then));
painted(start);
"""
"""Once the first frame is painted: shows what waits for it, asks for the scripts, runs them in
order, then starts Dash."""
INDEX = """<!DOCTYPE html>
<html lang="{lang}"{scheme}>
<head>
{metas}
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<meta name="description" content="{description}">
<link rel="canonical" href="{canonical}">
{sharing}
<link rel="icon" href="{root}/assets/logo.svg" type="image/svg+xml">
<style>{themes}</style>
{css}
<style>{styles}</style>
<link rel="expect" href="#map-shapes" blocking="render">
</head>
<body data-root="{root}" data-waits>
{app_entry}
<div>
{templates}
{config}
<template id="template-scripts">
{dash}
<script src="{scripts}"></script>{offline}
</template>
{renderer}
</div>
</body>
</html>
"""
CLASSIC = 'type="application/javascript"'
"""How Dash starts its renderer: at once, before what is deferred."""
END_ID = re.compile(r'("end_id":)"[^"]*"')
"""Token of a page in the settings of Dash, by which it knows its background callbacks: none."""
PREFIX = re.compile(r'("requests_pathname_prefix":)"[^"]*"')
"""Path in the settings that Dash gives to its script."""


def put_under(root: str, parts: Mapping[str, str]) -> dict[str, str]:
    """Put what Dash writes of the page, by the name of the part, under a path of the host.

    Dash knows one path, from its start; that of a request is known when it comes.
    """
    put = {
        name: part.replace('src="/', f'src="{root}/').replace('href="/', f'href="{root}/')
        for name, part in parts.items()
    }
    config = END_ID.sub(r'\1""', put["config"])
    return {
        **put,
        "config": PREFIX.sub(rf'\1"{root}/"', config),
        "renderer": put["renderer"].replace(CLASSIC, 'type="module"'),
    }
