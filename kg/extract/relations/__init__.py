"""Finds relations by the patterns in `ontology/patterns/`.

    posts (`roles`) and a document as one line of symbols (`line`)
      -> patterns over it (`sequences`), verbs with their parts (`frames`), both read and checked by `rules`
      -> claims of the relations (`component`)
"""
