"""The demonstration: real products' public records, small enough to travel with the package. Facts only, no text."""
