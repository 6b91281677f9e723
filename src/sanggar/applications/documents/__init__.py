from sanggar.applications.documents.receipt import receipt_sheet

__all__ = ["receipt_sheet"]
