import pytest
from lxml import html

from kg.documents.markup import render


def rendered(source: str) -> tuple[str, list[str]]:
    text, marks = render(html.fragment_fromstring(source, create_parent="body"))
    return text, [text[start:end] for start, end in marks]


@pytest.mark.parametrize(("source", "text"), [
    ("<h2>Aims</h2><p>One\n two</p>three", "Aims\n\nOne two\n\nthree"),
    ("<p>One<br>two</p>", "One\ntwo"),
    ("<p>a<!-- no -->b<script>no</script>c<style>no</style></p>", "abc"),
    ("<ul><li>One<li><p>Two</p><p>more</p><ul><li>Three</ul></ul><p>After</p>", "• One\n• Two\nmore\n• Three\n\nAfter"),
    ("<table><tr><th>Body<th>Sum<tr><td><p>Council</p><td>£3m</table>x", "Body | Sum\nCouncil | £3m\n\nx"),
    ("<table><tr><td>a<td><table><tr><td>b<td>c</table><tr><td><td>d</table>", "a | b | c\nd"),
    ("<pre>one\n  two</pre> <code>three</code>", "one\ntwo\n\nthree"),
    ("<dl><dt>Chair<dd>Ada Quill</dl><hr><blockquote>Said</blockquote>", "Chair\nAda Quill\n\nSaid"),
    ("<div><div> </div></div>", ""),
    ("<p>&amp;lt; &lt;b&gt; &#x1f600; caf&eacute;</p>", "&lt; <b> 😀 café"),
    ("<head>Aims</head><list><item>One</item></list><row><cell>a</cell><cell>b</cell></row>", "Aims\n\n• One\n\na | b"),
])
def test_text(source, text):
    assert rendered(source)[0] == text


@pytest.mark.parametrize(("source", "marks"), [
    ("<p>The <em>Longer Road</em> and <i>its</i> <cite>Map</cite></p>", ["Longer Road", "its", "Map"]),
    ("<p><b>bold</b> <strong>strong</strong> <u>under</u></p>", []),
    ("<p><a href='/x'>Care <em>Close</em></a> <a name=x>anchor</a></p>", ["Care Close", "Close"]),
    ("<p><a href='/x'><em>Care</em></a></p>", ["Care"]),
    ("<p><a href='/x'><img></a><em> </em></p>", []),
    ("<a href='/x'><h2>Title</h2><p>Teaser</p></a>", ["Title", "Teaser"]),
    ("<p><em>😀 one</em> <em>two</em></p>", ["😀 one", "two"]),
    ("<p>x <hi rend='#i'>a</hi> <hi rend='#b'>b</hi> <ref target='/x'>c</ref></p>", ["a", "c"]),
])
def test_marks(source, marks):
    assert rendered(source)[1] == marks
