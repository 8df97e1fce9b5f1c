"""What an author writes with: contexts, chains, text files, the command; none of it is trusted."""
