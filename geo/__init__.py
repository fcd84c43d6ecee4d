"""The library: facts in; figures, classes, boundaries, words and documents out.

Each wing may import only what stands to its left, which `make lint` enforces::

    language < errors < facts < places < boundaries < store < figures < targets < views < reading
             < frame < saved < meeting < documents < imports < commands

    documents: tables < paper < slides < office < html < forms

`errors` stands behind `language`, for an error is worded in the language of its reader.
"""
