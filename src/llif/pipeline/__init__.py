"""The system on one page: collect, publish, and both. It decides nothing about figures and shows nothing."""
