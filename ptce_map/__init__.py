"""The domain of the map: the register of PTCEs, their territories, queries, counts and exports."""

__version__ = "0.1.0"
