"""The tests: one folder a layer, `fakes/` for the ports, `architecture/` for the house rules, `e2e/` for whole days."""
