"""Finds who said what.

    quotation marks (`quotes`) -> whose words they are (`quoted`, by the `attributions` that fit their `setting`)
    reporting words (`cues`)   -> what they report (`indirect`, by `contents`) and lists of it (`listed`)
      -> sources (`speakers`, from `subjects`) -> reports, each passage once (`joined`) -> statements (`component`)
"""
