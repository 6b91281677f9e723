"""Statistical disclosure control of small tables: primary and complementary cell suppression."""

from sanggar.cores.disclosure.suppression import TOTAL, Cell, hidden_cells
from sanggar.cores.disclosure.table import SafeTable, safe_tables

__all__ = ["TOTAL", "Cell", "SafeTable", "hidden_cells", "safe_tables"]
