"""What officers are told of the channels here: which are used, and which nobody has set up yet."""

from typing import Any

from sanggar.foundation.mail import is_mailbox, is_read_at_desk
from sanggar.foundation.messaging.channels import configured, not_set_up
from sanggar.foundation.models import Channel
from sanggar.people.models import Account
from sanggar.people.rules import may_read_mailbox


def channels_told(reader: Account) -> dict[str, Any]:
    """For `desk/channels.html`. `mail_stays`: letters are kept as files, for no mail server is named; `missing` are
    all that nothing leaves by. `mail_opens`: this is a demo, whose letters the reader may open.
    """
    phones, mail_stays = [channel.label for channel in not_set_up()], Channel.EMAIL in configured() and is_mailbox()
    return {
        "channels": [Channel(channel).label for channel in configured()],
        "not_set_up": phones,
        "mail_stays": mail_stays,
        "mail_opens": mail_stays and is_read_at_desk() and may_read_mailbox(reader),
        "missing": [*phones, Channel.EMAIL.label] if mail_stays else phones,
    }
