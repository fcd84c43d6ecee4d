"""Everything a reader reads: titles, sentences, legends, tables, reasons."""
