"""Where a register is kept, other than in files that are read as they are: taken, and kept."""
