"""The figures: what each number is of, when it holds, whether it was reached, and how sure that is."""
