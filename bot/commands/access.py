"""Who may use the bot, and who may change things in a group."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from bot.commands.desk import Desk
from bot.commands.numbers import number_in
from bot.commands.request import Request
from bot.commands.response import Response, answered, say
from bot.commands.visit import Visit
from bot.messages.text import cut
from bot.subscriptions import Chat

_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is taken for another
_CODE = re.compile(rf"\s*([{_LETTERS}]{{4}})-?([{_LETTERS}]{{4}})\s*\Z", re.IGNORECASE)
MOST_USES = 1000


def new_code(random: Random) -> str:
    """A code short enough to be read out, one of 8e11."""
    letters = [random.choice(_LETTERS) for _ in range(8)]
    return f"{''.join(letters[:4])}-{''.join(letters[4:])}"


def code_in(text: str) -> str | None:
    found = _CODE.match(text)
    return f"{found[1]}-{found[2]}".upper() if found else None


def chat_of(request: Request, desk: Desk) -> Chat:
    """The chat as it is remembered, or as it would be met now; its title and kind kept fresh."""
    known = desk.store.chat(request.chat_id)
    if known is None:
        tongue = request.language.partition("-")[0].lower()
        language = tongue if tongue in desk.languages else "en"
        known = Chat(request.chat_id, request.chat_kind, language, title=request.chat_title)
    chat = replace(known, kind=request.chat_kind, title=request.chat_title or known.title)
    return replace(chat, admitted=True) if not chat.admitted and _admits(request, desk) else chat


def _admits(request: Request, desk: Desk) -> bool:
    if desk.access == "open" or request.user_id in desk.admins:
        return True
    if desk.access == "list":
        return request.user_id in desk.listed or request.chat_id in desk.listed
    if request.chat_kind == "private" or request.user_id is None:
        return False
    person = desk.store.chat(request.user_id)  # somebody admitted brings the bot into his group
    return person is not None and person.admitted and not person.banned


def admit(visit: Visit, code: str) -> bool:
    """Use up a code; true when it was good."""
    if visit.desk.access != "invite" or not visit.desk.store.use_invite(code, visit.chat.id, visit.now):
        return False
    visit.save(replace(visit.chat, admitted=True, active=True))
    return True


def refusal(visit: Visit) -> Response:
    key = "access.need_code" if visit.desk.access == "invite" else "access.not_listed"
    number = str(visit.request.user_id or visit.chat.id)
    return answered(say(visit.lines(key, number=number)))


def invite(visit: Visit) -> Response:
    """/invite [uses]: a code and its link."""
    typed = visit.request.argument
    uses = number_in(typed) if typed else 1
    if uses is None or not 1 <= uses <= MOST_USES:
        return answered(say(visit.line("access.invite_wrong", typed=cut(typed, 40), most=MOST_USES)))
    code = new_code(visit.desk.random)
    visit.desk.store.add_invite(code, visit.request.user_id or 0, uses, visit.now)
    lines = list(visit.lines("access.invite", code=code, n=uses))
    if visit.desk.username:
        lines.append(visit.line("access.invite_link", link=f"https://t.me/{visit.desk.username}?start={code}"))
    if visit.desk.access != "invite":
        lines.append(visit.line("access.invite_idle"))
    return answered(say(lines))
