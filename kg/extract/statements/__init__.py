"""Finds who said what.

    quotation marks (`quotes`) -> whose words they are (`quoted`, by the `attributions` that fit their `setting`)
    reporting words (`cues`)   -> what verbs (`indirect`, by `contents`), nouns (`nominal`) and lists (`listed`) report
      -> sources (`speakers`, from `subjects`, posts by `holders`, documents by `works`)
      -> reports (`parts`), each passage once (`joined`) -> statements (`component`)
"""
