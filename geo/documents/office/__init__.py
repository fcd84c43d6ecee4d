"""Views and meetings as office documents, to be edited and filed there."""
