"""The case: intake, workflow, orders, dispatch, clocks, photos, duplicates, follow-up."""
