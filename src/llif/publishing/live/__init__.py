"""The measures of a live service, as GOV.UK measures one: from transactions that people record, costs and answers."""
