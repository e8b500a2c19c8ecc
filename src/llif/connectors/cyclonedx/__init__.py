"""Components from CycloneDX bills of materials (SBOM), JSON and XML, of every version of the form."""
