"""Where the parts are put together: environment, settings, addresses."""
