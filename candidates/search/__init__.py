"""Finding candidates by what is known of them: words of a text, questions, and the two databases' ways to answer."""
