"""The register: its tables, read from files, checked and typed."""
