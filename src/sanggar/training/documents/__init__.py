from sanggar.training.documents.badges import badge_sheet
from sanggar.training.documents.sheets import attendance_sheet

__all__ = ["attendance_sheet", "badge_sheet"]
