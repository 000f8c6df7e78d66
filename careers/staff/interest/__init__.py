"""Who is interested in what: the counts, the list, how interest converts, and a reference that is looked up."""
