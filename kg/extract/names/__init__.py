"""Finds names: organisations, people, policies and places.

    stretches in capitals (`runs`, joined or parted by `joins`, freed of what is no part of a name by `trim`)
      -> evidence for each kind, a table of small functions (`evidence`, and `surroundings` for the words around)
      -> one type for each form (`component`); beside that `titles` of documents and `acronyms` that are explained

`context` is what a decision may look at.
"""
