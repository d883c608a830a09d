"""Annotations made by hand: clusters without a text around them."""

from kg.model import Annotation, Cluster, Document, Mention


def made(document, *clusters):
    """An annotation of `document`; each cluster is (type, name, other forms ...)."""
    return Annotation(Document(document, "…"), tuple(
        Cluster(f"c{place}", type_, name, tuple(mentions(place, (name, *forms))))
        for place, (type_, name, *forms) in enumerate(clusters)
    ))


def mentions(place, forms):
    for number, form in enumerate(forms):
        start = 1000 * place + 100 * number
        yield Mention(start, start + len(form), form)
