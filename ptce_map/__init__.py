"""The domain of the map: the register of PTCEs, their territories, queries, counts and exports."""
