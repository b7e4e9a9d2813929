"""Demo data: three companies, six postings, forty candidates, a user of each kind. Never in production."""
