"""The holistic view's parts: its groups of columns, what people recorded, grouping, comparison and saved views."""
