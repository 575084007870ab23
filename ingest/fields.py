"""What collectors call a record's fields: names are compared without capitals, spaces and marks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

# In order of trust: the first that is there counts. Headings of Vietnamese tables stand beside the English names.
_TEXT = (
    "text body content article articlebody articletext articlecontent maintext rawtext contenttext contenthtml bodyhtml "
    "bodytext fulltext fullcontent cleanedtext cleantext textcontent plaintext pagecontent story html rawhtml pagehtml "
    "nộidung vănbản bàiviết"
).split()
TITLE = tuple("title headline heading articletitle name tiêuđề tít".split())
PUBLISHER = tuple(
    "publisher sourcename sitename outlet hostname sourcedomain provider site newspaper publication domain "
    "nguồn báo toàsoạn tòasoạn cơquanbáochí".split()
)
AUTHOR = tuple("author authors authorname byline creator writer tácgiả".split())
URL = tuple(
    "url link href canonicalurl canonical permalink sourceurl articleurl pageurl externalurl webaddress uri "
    "đườngdẫn liênkết địachỉ".split()
)
PUBLISHED = tuple(
    "published date publishedat publishedon datepublished datepublish pubdate publishdate publisheddate publishtime "
    "publicationdate publishedtime postdate posted datetime timestamp time "
    "ngàyđăng ngày ngàyxuấtbản thờigian".split()
)
UPDATED = tuple(
    "updated datemodified datemodify modified updatedat lastmodified lastmod cậpnhật ngàycậpnhật".split()
)
TEXT = frozenset(_TEXT)
# Where records of stores and crawlers keep their fields.
_NESTED = ("metadata", "meta", "fields", "attributes", "data")
# In an object, the field that says what it is.
_SAID = ("rendered", "name", "title", "text", "html", "@value", "#text", "value")


def plain_name(name: str) -> str:
    """A field's name for comparing: "Publish_Date" is "publishdate"."""
    return "".join(c for c in unicodedata.normalize("NFC", name).lower() if c.isalnum())


class Fields:
    """A record's values by name; those of a nested object count where the record itself says nothing."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        self.record = record
        self._values: dict[str, Any] = {}
        inner = [v for k, v in record.items() if plain_name(k) in _NESTED and isinstance(v, Mapping)]
        for level in (record, *inner):
            for name, value in level.items():
                if value not in (None, "", [], {}):
                    self._values.setdefault(plain_name(str(name)), value)

    def first(self, names: Iterable[str]) -> Any:
        """The value of the first name that has one; None when none has."""
        return next((self._values[name] for name in names if name in self._values), None)

    def word(self, names: Iterable[str]) -> str:
        """The first text under one of *names*, "" when there is none."""
        return next(filter(None, (plain(self._values.get(name)) for name in names)), "")

    def text(self) -> str:
        """The article's own text; a list of paragraphs is several."""
        return next(filter(None, (plain(self._values.get(name), "\n\n") for name in _TEXT)), "")

    def values(self, names: Iterable[str]) -> list[Any]:
        """What stands under *names*, in their order; of an object the date in it."""
        found = (self._values.get(name) for name in names)
        return [
            v.get("$date", v.get("@value")) if isinstance(v, Mapping) else v for v in found if v is not None
        ]


def plain(value: Any, between: str = ", ") -> str:
    """A text, the name in an object, or several of them."""
    if isinstance(value, list):
        return between.join(filter(None, (plain(one, between) for one in value)))
    if isinstance(value, Mapping):
        value = next((value[n] for n in _SAID if isinstance(value.get(n), str)), "")
    return value.strip() if isinstance(value, str) else ""
