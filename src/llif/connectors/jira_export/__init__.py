"""Jira's issues and their histories from files that people exported. It asks no server and keeps no person's name."""
