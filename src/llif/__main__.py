"""`python -m llif` is `llif`."""

from llif.cli import main

if __name__ == "__main__":
    main()
