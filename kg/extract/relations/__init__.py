"""Finds relations by the patterns in `ontology/patterns/`.

    posts (`roles`) and a document as one line of symbols (`line`), in which "I", "we" and "its" are somebody
    (`first_person`, `near`)
      -> patterns over it (`sequences`), verbs (`frames`) and nouns (`nouns`) with what stands around them, all read and
         checked by `rules`; who stands at their ends (`ends`), who holds a post (`holders`)
      -> claims of the relations (`claims`, `component`)
"""
