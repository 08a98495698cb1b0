"""What a page says of itself to those that show links: title, description, address, picture."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from ptce_map.atlas.card import HEIGHT, WIDTH

LOCALES = {"fr": "fr_FR", "en": "en_GB"}
PROPERTY = Markup('<meta property="og:{}" content="{}">')
CARD = Markup('<meta name="twitter:card" content="summary_large_image">')


@dataclass(frozen=True)
class Sharing:
    """A page as links to it show it (https://ogp.me): addresses are whole."""

    site: str
    title: str
    description: str
    address: str
    image: str
    lang: str

    def tags(self) -> Markup:
        """Write the elements of the head."""
        said = {
            "type": "website",
            "site_name": self.site,
            "locale": LOCALES[self.lang],
            "title": self.title,
            "description": self.description,
            "url": self.address,
            "image": self.image,
            "image:type": "image/png",
            "image:width": WIDTH,
            "image:height": HEIGHT,
            "image:alt": self.description,
        }
        return Markup("\n").join([*(PROPERTY.format(*row) for row in said.items()), CARD])
