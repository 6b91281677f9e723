"""Messages to people: one outbox for e-mail, WhatsApp, SMS, and what somebody tells by hand.

`outbox.post` writes a message and, unless it is held, tries to send it; `outbox.send_due` sends what waits, by any
number of workers; `reports` takes what providers tell of it later; `officer` holds what people at the desk may do.
"""
