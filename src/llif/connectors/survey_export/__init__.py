"""Answers to a survey from CSV files: codes to scores, several ways to write a date, no id of their own."""
