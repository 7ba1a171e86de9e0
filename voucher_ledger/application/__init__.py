"""Use-cases of the ledger and the ports they need. Imports domain; knows neither SQL nor HTTP."""
