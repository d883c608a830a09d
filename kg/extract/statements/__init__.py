"""Finds who said what.

    quotation marks (`quotes`) -> whose words they are (`quoted`, by the `attributions` that fit their `setting`)
    reporting words (`cues`)   -> what verbs report (`indirect`, by `contents`), what nouns do (`nominal`), lists (`listed`)
      -> sources (`speakers`, from `subjects`, posts by `holders`, documents by `works`)
      -> reports (`parts`), each passage once (`joined`) -> statements (`component`)
"""
