"""The frame of the map's page: its head, the first page, what the scripts need."""

from __future__ import annotations

FIRST_TAB = {"methode": "methode"}
"""Tab of the address -> template that the first page shows; the list for the others."""
START = """
requestAnimationFrame(() => setTimeout(() => {
  const { content } = document.getElementById("template-scripts");
  const scripts = [...content.querySelectorAll("script")].map((written) => {
    const src = written.getAttribute("src");
    return Object.assign(document.createElement("script"), { src, async: false });
  });
  scripts.at(-1).addEventListener("load", () => new DashRenderer());
  document.head.append(...scripts);
}));
"""
"""Asks for the scripts once the first page is painted, runs them in order, then starts Dash."""
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
<link rel="stylesheet" href="{themes}">
{css}
<link rel="stylesheet" href="{styles}">
<link rel="expect" href="#map-svg" blocking="render">
</head>
<body data-root="{root}">
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
