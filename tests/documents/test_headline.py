import pytest

from kg.documents.headline import headline

PROSE = "The council of Tarn will build a bridge. It opens in May."


@pytest.mark.parametrize(("top", "title"), [
    ("A bridge for Tarn at last", "A bridge for Tarn at last"),
    ("\n\n  A bridge   for Tarn at last  ", "A bridge for Tarn at last"),
    ("A bridge for Tarn\nat long last", "A bridge for Tarn at long last"),
    ("A bridge for Tarn\nBy Nell Ashdown, Tarn Courier", "A bridge for Tarn"),
    ("A bridge for Tarn\n\nBy Nell Ashdown of the Tarn Courier", "A bridge for Tarn"),
    ("Who pays for the bridge?", "Who pays for the bridge?"),
    ("“A bridge too far”, says Ashdown", "“A bridge too far”, says Ashdown"),
    ("Une passerelle pour Tarn, enfin", "Une passerelle pour Tarn, enfin"),
    ("Board minutes", "Board minutes"),
    ("PRESS RELEASE\n\nA bridge for Tarn", "A bridge for Tarn"),
    ("PRESS RELEASE\nEmbargoed until 00:01, Wednesday 12 June 2030\n\nA bridge for Tarn", "A bridge for Tarn"),
    ("Posted on 3 September 2030\n\nA bridge for Tarn", "A bridge for Tarn"),
    ("September 3, 2030\n\nA bridge for Tarn", "A bridge for Tarn"),
    ("June 2030\n\n2030-06-12\n\n12/06/2030\n\nA bridge for Tarn", "A bridge for Tarn"),
    ("News\n\nTransport, Bridges\n\nA bridge for Tarn", "A bridge for Tarn"),
    ("Tarn Council\n\nA bridge for Tarn at last", "A bridge for Tarn at last"),
    ("Minutes of the bridge committee, 12 June 2030", "Minutes of the bridge committee, 12 June 2030"),
])
def test_the_first_line_that_stands_by_itself_is_the_title(top: str, title: str) -> None:
    assert headline(f"{top}\n\n{PROSE}") == title
    assert headline(f"{top}\n\n{PROSE}".replace("\n", "\r\n")) == title


@pytest.mark.parametrize("text", [
    "", " \n", "A bridge for Tarn", "A bridge for Tarn\n", f"A bridge for Tarn\n{PROSE}", PROSE, f"{PROSE}\n\n{PROSE}",
    f"Dear Ms Ashdown,\n\n{PROSE}", f"It recommends:\n\n{PROSE}", f"• A bridge for Tarn\n\n{PROSE}",
    f"NOTICE TO ALL\n\n{PROSE}\n\nA bridge for Tarn\n\n{PROSE}", f"{'A bridge for Tarn ' * 20}\n\n{PROSE}",
    f"---\n\n{PROSE}", f"News\n\n{PROSE}",
])
def test_other_beginnings_have_none(text: str) -> None:
    assert headline(text) == ""


def test_a_long_text_costs_no_time() -> None:
    assert headline("A bridge\n" * 500_000) == ""
