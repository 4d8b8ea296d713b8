"""Small named rules that read one kind of phrase each: numerals, quantities, changes, ranks, time spans."""
