"""The pages of practices: what each shows of a portfolio. Panels and rules are the practices' own."""
