"""Clusters of all documents -> entities.

    annotations -> blocks of clusters that share a key -> pairs compared feature by feature -> entities

`resolve` is the whole way. A block's result depends on that block alone (`blocking`), what speaks for and against two
clusters being one is a table of small functions (`features`), and how an entity is called is decided last (`naming`).
"""

from kg.resolve.resolution import resolve

__all__ = ["resolve"]
