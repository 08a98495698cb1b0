"""What the service conforms to."""

from __future__ import annotations

SPEC = "http://www.opengis.net/spec"

CONFORMS_TO = (
    *(f"{SPEC}/ogcapi-features-1/1.0/conf/{name}" for name in ("core", "oas30", "html", "geojson")),
    f"{SPEC}/ogcapi-features-2/1.0/conf/crs",
    *(
        f"{SPEC}/ogcapi-features-3/1.0/conf/{name}"
        for name in ("filter", "features-filter", "queryables", "queryables-query-parameters")
    ),
    *(
        f"{SPEC}/cql2/1.0/conf/{name}"
        for name in (
            "cql2-text",
            "basic-cql2",
            "advanced-comparison-operators",
            "case-insensitive-comparison",
            "accent-insensitive-comparison",
            "basic-spatial-functions",
            "property-property",
            "array-functions",
        )
    ),
)
"""URIs of the conformance classes."""
