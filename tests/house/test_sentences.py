"""Every word a template shows can be translated: no Chinese and no English stands bare."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "anlin"
TEMPLATES = sorted(SOURCE.glob("faces/**/*.html"))
HAN = re.compile(r"[\u3400-\u9fff]")
WORD = re.compile(r"[A-Za-z]{2,}|" + HAN.pattern)
SHOWN = {"title", "alt", "placeholder", "aria-label", "aria-description", "label", "data-title"}
SPOKEN = re.compile(
    r"\{%-?\s*(blocktrans(?:late)?)\b.*?endblocktrans(?:late)?\s*%\}"
    # The classes of <body> are no words.
    r"|\{%\s*block body_class\b.*?endblock\s*%\}"
    r"|\{%\s*trans(?:late)?\b.*?%\}|\{#.*?#\}|\{%\s*comment\b.*?endcomment\s*%\}",
    re.DOTALL,
)
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
LITERAL = re.compile(r'"([^"]*)"|\'([^\']*)\'')


class Reader(HTMLParser):
    """Collects what a person would read or hear."""

    def __init__(self):
        super().__init__()
        self.read = []
        self.silent = 0

    def handle_starttag(self, tag, attributes):
        self.silent += tag in {"script", "code"}
        self.read += [value for name, value in attributes if name in SHOWN and value]

    def handle_endtag(self, tag):
        self.silent -= tag in {"script", "code"}

    def handle_data(self, data):
        if not self.silent:
            self.read.append(data)


def bare_words(text):
    text = SPOKEN.sub("", text)
    literals = [a or b for tag in TAG.findall(text) for a, b in LITERAL.findall(tag)]
    reader = Reader()
    reader.feed(TAG.sub("", text))
    reader.close()
    in_tags = [
        literal for literal in literals if HAN.search(literal) or re.search(r"\w \w", literal)
    ]
    return [words.strip() for words in reader.read if WORD.search(words)] + in_tags


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_word_of_a_template_stands_bare(template):
    assert bare_words(template.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "<p>保存</p>",
        "<p>Save</p>",
        '<a title="Open it">{{ x }}</a>',
        '{% include "a.html" with t="Two words" %}',
        '<i aria-label="查看"></i>',
    ],
)
def test_a_bare_word_is_found(text):
    assert bare_words(text)


@pytest.mark.parametrize(
    "script", sorted(SOURCE.rglob("static/**/*.js")), ids=lambda path: path.name
)
def test_no_script_speaks_chinese(script):
    assert not HAN.search(script.read_text("utf-8"))
