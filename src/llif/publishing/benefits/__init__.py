"""The ledger of benefits as pages show it: each benefit beside its forecast, totals by class, ready measures."""
