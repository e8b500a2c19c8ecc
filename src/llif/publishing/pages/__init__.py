"""One module a page. A page asks for figures, words them and lays them out; it computes none."""
