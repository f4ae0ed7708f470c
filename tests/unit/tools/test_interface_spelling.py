"""The texts of the pages, as the spelling check reads them."""

import re

from tools.spelling import interface_texts


def test_the_texts_of_the_pages_are_read_without_place_holders_and_tags() -> None:
    texts = [text for text in interface_texts() if text.file == "translations"]
    assert {text.lang for text in texts} == {"nn", "nb", "en"}
    assert not any(re.search(r"%\(|</", text.text) for text in texts)
