"""Statistical disclosure control of small tables: primary and complementary cell suppression."""

from sanggar.cores.disclosure.table import TOTAL, SafeTable, safe_tables

__all__ = ["TOTAL", "SafeTable", "safe_tables"]
