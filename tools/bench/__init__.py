"""How fast llif is, and how much memory it takes, beside a plain way to the same answer. It is for developers."""
