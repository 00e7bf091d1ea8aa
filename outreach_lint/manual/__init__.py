"""The documentation that follows from the code: what the commands show, the pages in docs/ and the tables of the README."""
