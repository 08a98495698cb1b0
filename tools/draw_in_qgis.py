"""Draw a download as QGIS does, with the styles that it holds: a GeoPackage or a ``.qlr``.

Needs QGIS and its Python (Debian: ``python3-qgis``), not those of the project::

    /usr/bin/python3 tools/draw_in_qgis.py poles.gpkg carte.png
"""

from __future__ import annotations

import os
import sys

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsLayerDefinition,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize

MAINLAND = (-5.5, 41.2, 10.0, 51.3)
LAMBERT_93 = "EPSG:2154"
SIZE = (1100, 1000)


def open_layers(path: str) -> list[QgsVectorLayer]:
    """Return the layers of a file that have a geometry, in its order, the first one on top."""
    if path.endswith(".qlr"):
        root = QgsProject.instance().layerTreeRoot()
        is_read, fault = QgsLayerDefinition.loadLayerDefinition(path, QgsProject.instance(), root)
        if not is_read:
            raise SystemExit(fault)
        return [node.layer() for node in root.findLayers()]
    first = QgsVectorLayer(path, "file", "ogr")
    names = [part.split("!!::!!")[1] for part in first.dataProvider().subLayers()]
    layers = [QgsVectorLayer(f"{path}|layername={name}", name, "ogr") for name in names]
    return [layer for layer in layers if layer.isSpatial()]


def draw(layers: list[QgsVectorLayer], path: str) -> None:
    """Draw mainland France in Lambert-93."""
    system = QgsCoordinateReferenceSystem(LAMBERT_93)
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(system)
    settings.setOutputSize(QSize(*SIZE))
    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    transform = QgsCoordinateTransform(degrees, system, QgsProject.instance())
    settings.setExtent(transform.transformBoundingBox(QgsRectangle(*MAINLAND)))
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(path)


def main(source: str, picture: str) -> None:
    """Tell the legend of each layer, and draw them."""
    application = QgsApplication([], False)
    application.initQgis()
    layers = open_layers(source)
    for layer in layers:
        legend = [item.label() for item in layer.renderer().legendSymbolItems()]
        print(layer.name(), layer.featureCount(), layer.renderer().type(), legend)
    draw(layers, picture)
    sys.stdout.flush()
    # QGIS does not always end well when Python does.
    os._exit(0)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main(*sys.argv[1:])
