"""What a person can ask for: one file a group of commands, all of them in the table COMMANDS.

Build one Desk, then give it each update of the inbox, one chat at a time:

    composer = Composer(load_wordings(), rules.categories, emergency_numbers, consular_lines.of)
    desk = Desk(store, gazetteer, composer=lambda: composer, now=clock, access=config.access,
                admins=frozenset(config.admins), username=me.username, feeds=lambda: feeds)

    # bot.listening has put each update into the inbox, its locations rounded
    for update_id, update in store.inbox_pending():
        who = asks_for_admin(update, desk)
        is_admin = await channel.is_admin(*who) if who else False
        asked = asks_to_read(update, desk)
        examined = await examine(asked, fetcher, newsroom.read, clock()) if asked else None
        drawn = draw_first(update, desk)
        for act in handle_update(update, desk, is_admin=is_admin, examined=examined, drawn=drawn):
            match act:
                case Answer(): await channel.answer(act.callback_id, act.text)
                case Edit(): await channel.edit(act.chat_id, act.message_id, act.delivery)
            case Tell(): teller.catch_up()  # in steps, and not in the way of other commands

Replies are in the outbox when `handle_update` returns. Where it raises, call `give_up(update, desk)`:
it apologises and marks the update done. `menu(wording, operator=…)` gives the rows for setMyCommands,
one call per language and scope. `tidy(desk)` is called about once a minute: trips and live locations
that end, digests that are due.
"""

from bot.commands.desk import Desk
from bot.commands.handle import asks_for_admin, asks_to_read, draw_first, give_up, handle_update
from bot.commands.response import Act, Answer, Edit, Tell
from bot.commands.table import COMMANDS, menu
from bot.commands.tidy import tidy

__all__ = [
    "COMMANDS",
    "Act",
    "Answer",
    "Desk",
    "Edit",
    "Tell",
    "asks_for_admin",
    "asks_to_read",
    "draw_first",
    "give_up",
    "handle_update",
    "menu",
    "tidy",
]
