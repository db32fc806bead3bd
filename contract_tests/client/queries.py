"""Filters by metadata, and the pairs in which a query says them."""

FILTERS: dict[str, tuple[dict[str, str], list[tuple[str, str]]]] = {
    "one pair": ({"team": "blue"}, [("metadata[team]", "blue")]),
    "two pairs": ({"a": "1", "b": "2"}, [("metadata[a]", "1"), ("metadata[b]", "2")]),
    "strange text": ({"a b&c": "ü=[1]#?"}, [("metadata[a b&c]", "ü=[1]#?")]),
    "empty value": ({"team": ""}, [("metadata[team]", "")]),
    "plus": ({"a+b": "1+1"}, [("metadata[a+b]", "1+1")]),
    "no pairs": ({}, []),
}
