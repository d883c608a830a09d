"""The graph -> files; one module a format. Each writes the same bytes for the same graph."""
