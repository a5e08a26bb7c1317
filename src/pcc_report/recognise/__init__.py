"""Layout -> candidates: each module sees one kind of thing, and decides nothing about the others.

`title_block` reads the head with `reporters`, `titles` and `dating`, `tables` types grids, `prose` the sums in
sentences, `statements` outcomes, `mentions` other documents and abbreviations. All keep where each character
was printed.
"""
