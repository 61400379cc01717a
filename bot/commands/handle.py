"""One update, handled: what it changes, what it answers and that it is done are one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from rapidfuzz import process

from bot.asked import Asked, Examined
from bot.commands import access, channels, subscribe, talk, trips
from bot.commands.desk import Desk
from bot.commands.request import Request, read_request
from bot.commands.response import Act, Answer, Edit, Reply, Response, Tell, answered, say
from bot.commands.start import REPLY_LIVES
from bot.commands.table import BY_ACTION, BY_NAME, COMMANDS, DRAWN_FIRST, LOCATED, READ_FIRST
from bot.commands.visit import Drawn, Visit
from bot.messages.deliveries import REPLY_PRIORITY
from bot.messages.text import cut, parts_of
from bot.outbox import Delivery
from bot.schedule import home_zone
from rules.rule import Severity


def asks_for_admin(update: Mapping[str, Any], desk: Desk) -> tuple[int, int] | None:
    """(chat, user) whose rights in the group must be asked of Telegram before the update is handled.

    None where it does not matter: private chats, channels' own posts, anonymous admins, and what
    everybody may do.
    """
    request = read_request(update)
    if request is None or request.user_id is None or not _changes(request) or request.sender_is_chat:
        return None
    return (request.chat_id, request.user_id) if request.chat_kind in ("group", "supergroup", "channel") else None


def asks_to_read(update: Mapping[str, Any], desk: Desk) -> Asked | None:
    """The page or text that must be read before the update is handled, because that takes a while."""
    request = read_request(update)
    if request is None or request.kind != "command" or request.command not in READ_FIRST:
        return None
    visit = _visit(request, desk, is_admin=False)
    return READ_FIRST[request.command](visit) if visit.chat.admitted and not visit.chat.banned else None


def draw_first(update: Mapping[str, Any], desk: Desk) -> Drawn | None:
    """The map an update asks for, drawn before the update is handled, because that takes a tenth of a second."""
    request = read_request(update)
    if request is None or request.kind != "press" or request.action not in DRAWN_FIRST:
        return None
    visit = _visit(request, desk, is_admin=False)
    return DRAWN_FIRST[request.action](visit) if visit.chat.admitted and not visit.chat.banned else None


def handle_update(
    update: Mapping[str, Any],
    desk: Desk,
    *,
    is_admin: bool = False,
    examined: Examined | None = None,
    drawn: Drawn | None = None,
) -> tuple[Act, ...]:
    """The direct acts to do afterwards; everything lasting is in the store when this returns.

    `is_admin`: what Telegram said to `asks_for_admin`; `examined` and `drawn`: what came of `asks_to_read` and
    `draw_first`.
    An update that was handled before (a known id that is done) is not in the inbox any more and never
    comes here twice.
    """
    now = desk.now()
    request = read_request(update)
    with desk.store.write():
        acts: tuple[Act, ...] = ()
        if request is not None:
            visit = replace(_visit(request, desk, is_admin), examined=examined, drawn=drawn)
            acts = _put_down(respond(visit), visit)
            _keep_home(visit)
        desk.store.inbox_done(int(update["update_id"]), now)
    return acts


def _keep_home(visit: Visit) -> None:
    """By whose clock quiet hours are meant: an alert knows only the region it is for, and that may be far away."""
    chat = visit.desk.store.chat(visit.chat.id)
    if chat is not None and chat.home_zone != (home := home_zone(visit.subscriptions)):
        visit.save(replace(chat, home_zone=home))


def give_up(update: Mapping[str, Any], desk: Desk) -> tuple[Act, ...]:
    """After a fault of ours: say so, and mark the update done so that it holds up nobody else."""
    request = read_request(update)
    with desk.store.write():
        acts: tuple[Act, ...] = ()
        if request is not None and request.kind != "membership" and not request.moved:
            visit = _visit(request, desk, is_admin=False)
            sorry = Response(toast="") if request.kind == "press" else Response()
            acts = _put_down(replace(sorry, replies=(say(visit.line("wrong.our_fault")),)), visit)
        desk.store.inbox_done(int(update["update_id"]), desk.now())
    return acts


def respond(visit: Visit) -> Response:
    """Which handler answers, after access and rights."""
    request = visit.request
    if visit.chat.banned:
        return Response(toast="") if request.kind == "press" else Response()
    match request.kind:
        case "membership":
            return _membership(visit)
        case "command":
            return _command(visit)
        case "press":
            return _press(visit)
        case "location":
            return _location(visit)
        case "text":
            return _text(visit)
        case "other":
            return _wordless(visit)


def _command(visit: Visit) -> Response:
    request, desk = visit.request, visit.desk
    addressed = request.addressed_to
    if addressed and desk.username and addressed.lower() != desk.username.lower():
        return Response()  # meant for another bot in the same group
    command = BY_NAME.get(request.command)
    if command is None or (command.operator and not visit.is_operator):
        return _unknown(visit) if visit.chat.kind == "private" or addressed else Response()
    if not visit.chat.admitted and not command.anyone:
        return access.refusal(visit)
    if command.changes and not visit.is_admin:
        return answered(say(visit.line("access.admins_only")))
    _remember(visit)
    return command.handler(visit)


def _unknown(visit: Visit) -> Response:
    typed = visit.request.command.replace("_", " ")
    meant = talk.meant(typed, visit.desk.composer().wordings.values())
    if (
        meant is not None and meant in BY_NAME and visit.chat.kind == "private"
    ):  # /ayuda, /viaje: the same commands in another language
        return _command(replace(visit, request=replace(visit.request, command=meant)))
    offered = [command.name for command in COMMANDS if visit.is_operator or not command.operator]
    near = process.extractOne(visit.request.command, offered, score_cutoff=55)
    if near is None:
        return answered(say(visit.line("wrong.command", typed=visit.request.command)))
    whole = cut(f"{near[0]} {visit.request.argument}".strip(), 80)
    return answered(say(visit.line("wrong.command_near", typed=visit.request.command, near=whole)))


def _press(visit: Visit) -> Response:
    press = BY_ACTION.get(visit.request.action)
    if press is None or visit.chat.kind == "channel":  # an answer there would be for all its readers
        return Response(toast=visit.text("toast.old_button"))
    if not visit.chat.admitted and not press.anyone:
        return Response(toast=visit.text("toast.not_admitted"))
    if press.changes and not visit.is_admin:
        return Response(toast=visit.text("toast.admins_only"))
    response = press.handler(visit)
    return response if response.toast is not None else replace(response, toast="")


def _text(visit: Visit) -> Response:
    if visit.chat.kind != "private":
        return Response()  # people talk to each other there
    if not visit.chat.admitted:
        code = access.code_in(visit.request.argument)
        if code is None or visit.desk.access != "invite":
            return access.refusal(visit)
        if not access.admit(visit, code):
            return answered(say(visit.lines("access.wrong_code")))
        buttons = subscribe.where_buttons(visit)
        return answered(say(visit.lines("access.admitted"), (), visit.lines("start.hello"), buttons=buttons))
    _remember(visit)
    meant = talk.meant(visit.request.argument, visit.desk.composer().wordings.values())
    if meant is not None and meant in BY_NAME:
        return _command(replace(visit, request=replace(visit.request, kind="command", command=meant, argument="")))
    if meant is not None:
        return _small_talk(visit, meant)
    text = talk.without_manners(visit.request.argument, visit.wordings)
    return trips.spoken(visit, text) or subscribe.typed_place(visit, text)


def _wordless(visit: Visit) -> Response:
    """A picture, a sticker, a voice message: never silence, where it was sent to nobody else."""
    if visit.chat.kind != "private":
        return Response()
    if not visit.chat.admitted:
        return access.refusal(visit)
    return answered(say(visit.line("talk_answer.wordless"), buttons=subscribe.where_buttons(visit)))


def _small_talk(visit: Visit, meant: str) -> Response:
    count = len(visit.subscriptions)
    if meant == "hello" and count:
        return answered(say(visit.line("talk_answer.hello_again", n=count)))
    buttons = subscribe.where_buttons(visit) if meant == "hello" else ()
    return answered(say(visit.line(f"talk_answer.{meant}", n=count), buttons=buttons))


def _location(visit: Visit) -> Response:
    if visit.chat.kind != "private":
        return Response()  # people show each other where they are
    if not visit.chat.admitted:
        return Response() if visit.request.moved else access.refusal(visit)
    _remember(visit)
    return LOCATED(visit)


def _membership(visit: Visit) -> Response:
    """Blocked or removed: quiet until it writes again. Added to a group: one greeting."""
    if visit.request.member in ("kicked", "left"):
        if visit.desk.store.chat(visit.chat.id) is not None:
            visit.save(replace(visit.chat, active=False))
        return Response()
    if visit.request.member == "administrator" and visit.chat.kind == "channel":
        return channels.joined(visit)
    if visit.request.member in ("member", "administrator") and visit.chat.kind in ("group", "supergroup"):
        known = visit.desk.store.chat(visit.chat.id)
        if known is not None and known.active:
            return Response()
        visit.save(replace(visit.chat, active=True))
        key = "start.group" if visit.chat.admitted else "access.need_code"
        return answered(say(visit.lines(key, number=str(visit.request.user_id or visit.chat.id))))
    return Response()


def _remember(visit: Visit) -> None:
    if visit.desk.store.chat(visit.chat.id) != visit.chat:
        visit.save(visit.chat)


def _visit(request: Request, desk: Desk, is_admin: bool) -> Visit:
    chat = access.chat_of(request, desk)
    own = request.chat_kind == "private" or request.sender_is_chat or is_admin
    return Visit(request, desk, chat, desk.wording(chat.language), desk.now(), own)


def _changes(request: Request) -> bool:
    if request.kind == "command":
        command = BY_NAME.get(request.command)
        return command is not None and command.changes
    if request.kind == "press":
        press = BY_ACTION.get(request.action)
        return press is not None and press.changes
    return False


def _put_down(response: Response, visit: Visit) -> tuple[Act, ...]:
    """Replies and the rest into the outbox; what is direct is given back."""
    request, chat = visit.request, visit.chat
    owed = [_delivery(reply, visit) for reply in response.replies]
    visit.desk.store.enqueue([*owed, *response.also])
    acts: list[Act] = []
    if request.callback_id is not None:
        acts.append(Answer(request.callback_id, response.toast or None))
    if response.edit is not None and request.message_id is not None:
        acts.append(Edit(chat.id, request.message_id, _delivery(response.edit, visit)))
    for telling in response.tells:
        visit.desk.store.to_tell(telling)
        acts.append(Tell())
    return tuple(acts)


def _delivery(reply: Reply, visit: Visit) -> Delivery:
    return Delivery(
        id=0,
        chat_id=visit.chat.id,
        kind="reply",
        parts=parts_of(reply.lines),
        severity=Severity.NOTICE,
        priority=REPLY_PRIORITY,
        created=visit.now,
        due=visit.now,
        expires=visit.now + REPLY_LIVES,
        thread_id=visit.request.thread_id,
        buttons=reply.buttons,
        document=reply.document,
        photo=reply.photo,
    )
