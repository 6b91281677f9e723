from sanggar.mentoring.documents.records import mentor_record, participant_record

__all__ = ["mentor_record", "participant_record"]
