"""The HTTP face, `/v1`: JSON in, JSON out, problem+json for every refusal. Imports application and domain; FastAPI."""
