"""What people record about a product over time: versioned, dated entries in typed registers. Nothing is overwritten."""
