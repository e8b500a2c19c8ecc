"""The holistic view whole: what people recorded beside figures, headings, comparison, saved views."""
