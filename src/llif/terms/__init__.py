"""The words everything else is written in. Standard library only; it fetches, stores and prints nothing."""
