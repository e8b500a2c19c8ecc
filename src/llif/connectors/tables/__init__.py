"""Any landed table from CSV, Parquet or XLSX files, with a column map. Only columns that land are ever read."""
