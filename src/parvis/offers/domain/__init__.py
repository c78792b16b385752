"""What other rooms may do with offers and ask about them."""
