# # `ptce_map` as a library
#
# Everything that the site does can be done in a script or a notebook: the package knows nothing of
# the web. The lines below are run by a test, and what they print is what they printed.
#
# ## Select poles
#
# The query is that of the page's address. `catalog.poles` is a GeoDataFrame, one row a pole.

# %%
from ptce_map.catalog import open_catalog
from ptce_map.query.grammar import parse

catalog = open_catalog()
query = parse("region=76&secteur=alimentation", catalog.vocabulary)
selection = catalog.index.select(query.filters)
poles = catalog.poles[selection.mask]
print(poles[["nom", "n_communes", "population"]].to_string())

# ## Join a table of communes
#
# `visites.csv` stands for any table that has a column of INSEE codes (its numbers are made up).
# Codes are text: read them as such, or the leading zeros are lost. The layer `communes-des-poles`
# has one row a pole and commune. What does not match is counted, never dropped in silence.

# %%
import pandas as pd

from ptce_map.exports import open_shelf

shelf = open_shelf(catalog)
layer = shelf.layers["communes-des-poles"]
communes = layer.table.take(layer.rows(selection.mask)).to_pandas()
visits = pd.read_csv("docs/examples/visites.csv", dtype={"code_commune": "str"})
joined = communes.merge(visits, on="code_commune", how="inner")
unmatched = visits[~visits["code_commune"].isin(communes["code_commune"])]
print(joined.groupby("nom_pole")["visites"].agg(["size", "sum"]).to_string())
print(
    f"{len(unmatched)} rows of the table are in none of these poles: "
    f"{', '.join(unmatched['code_commune'])}"
)

# ## Draw a map
#
# Lambert-93 (EPSG:2154) suits metropolitan France.

# %%
import matplotlib.pyplot as plt

from geodata.cog import Level
from geodata.store import Scale, read_level

figure, axes = plt.subplots(figsize=(6, 5), layout="constrained")
departements = read_level(Level.DEPARTEMENT, scale=Scale.DISPLAY).to_crs(2154)
inside = departements[departements.index.map(catalog.cog.departements["code_region"]) == "76"]
inside.plot(ax=axes, facecolor="#F4F6F7", edgecolor="#A3B2B9", linewidth=0.6)
outlines = poles[poles.geometry.notna()].to_crs(2154)
outlines.plot(ax=axes, facecolor="#53A6AB", edgecolor="#0D405B", linewidth=0.8, alpha=0.8)
axes.set_axis_off()
axes.set_title("Food and farming poles in Occitanie")
figure.savefig("docs/images/library.png", dpi=110)

# ![The territories of the poles](images/library.png)
#
# ## Write a file
#
# An order is what an address of the API asks for, and gives the same bytes.

# %%
order = shelf.order("poles", "parquet", "region=76&secteur=alimentation")
data = shelf.write(order)
print(shelf.path(order))
print(shelf.file_name(order))
