"""Reading a message: zones, sentences, moves, references, stage. `analysis.Analysis` gives all of them, each on first use."""
