"""`python -m tools.assets`: build the pages' styles and images of this checkout."""

from pathlib import Path

from llif.publishing import assets

if __name__ == "__main__":
    print(assets.build(Path(__file__).resolve().parents[1]))
