"""The operating model as plug-ins: each practice declares its measures, rules, registers, questions and panels."""
