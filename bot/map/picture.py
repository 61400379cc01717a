"""A small map as a PNG: land, borders, cities, the region asked for, and where it happened."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from bot.map.labels import Board
from bot.map.outlines import LAKE, Outlines, Points, Ring, outlines
from bot.map.view import View, scale_km
from extract.places import Place

WIDTH, HEIGHT = 960, 720
_SHARP = 2  # lines are drawn this much larger and reduced, as Pillow's own are jagged
_PIN, _RING = 11, 24  # pixels from the middle of a mark to its rim
_MOST_CITIES = 16
OUTLINE_KM = 1.5  # between two points of an outline, about
CREDIT = "Natural Earth · GeoNames"

SEA = (172, 204, 222)
LAND = (232, 227, 215)
OWN_LAND = (250, 247, 238)  # of the country it happened in
BORDER = (150, 138, 124)
COAST = (112, 150, 176)
INK = (48, 46, 44)
CITY = (84, 80, 76)
REGION = (31, 94, 196)
MARK = (205, 28, 42)
PAPER = (255, 255, 255)

Canvas = ImageDraw.ImageDraw
Font = ImageFont.FreeTypeFont


@dataclass(frozen=True, slots=True)
class Mark:
    """Where it happened. `exact` False: somewhere around there, no closer place is known."""

    lat: float
    lon: float
    name: str
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Circle:
    """The region somebody asked for, where it is a point with a radius."""

    lat: float
    lon: float
    radius_km: float
    name: str


def draw(view: View, country: str, marks: Sequence[Mark], circle: Circle | None, cities: Sequence[Place]) -> bytes:
    """The PNG. `cities` come in the order in which they deserve a name."""
    large = Image.new("RGB", (view.width * _SHARP, view.height * _SHARP), SEA)
    _land(large, view, country, outlines())
    if circle is not None:
        _region(large, view, circle)
    picture = large.reduce(_SHARP)
    pen = ImageDraw.Draw(picture)
    board = Board(view.width, view.height)
    _scale(pen, view, board)
    shown = [(mark, view.pixel(mark.lat, mark.lon)) for mark in marks]
    shown = [(mark, (x, y)) for mark, (x, y) in shown if 0 <= x < view.width and 0 <= y < view.height]
    for mark, (x, y) in shown:
        reach = _PIN if mark.exact else _RING
        board.take((x - reach, y - reach, x + reach, y + reach))
        _stamp(picture, _spot(mark.exact), x, y)
    for mark, spot in shown:
        _name(pen, board, mark.name, spot, (_PIN if mark.exact else _RING) + 4, _font(22, bold=True), MARK)
    if circle is not None and circle.name not in {mark.name for mark in marks}:
        _circle_name(pen, view, board, circle)
    own_first = sorted(cities, key=lambda city: city.country != country)
    _cities(picture, view, board, own_first, {mark.name for mark in marks})
    written = io.BytesIO()
    picture.save(written, "PNG", compress_level=4)
    return written.getvalue()


def _land(image: Image.Image, view: View, country: str, world: Outlines) -> None:
    pen = ImageDraw.Draw(image)
    box = view.box
    least = view.degrees[1] ** 2  # what is smaller than a pixel is not drawn
    step = max(1, round(view.km_a_pixel / OUTLINE_KM))  # nor points between which there is none
    shown = [(ring, _thinned(points, step)) for ring in world.rings if ring.size > least for points in _seen(ring, box)]
    for ring, points in shown:
        fill = SEA if ring.code == LAKE else OWN_LAND if ring.code == country else LAND
        # What is far outside is drawn at its rim: Pillow's polygons take long over huge numbers.
        pixels = np.clip(view.pixels(points) * _SHARP, -4000, 8000)
        pen.polygon(pixels.ravel().tolist(), fill=fill)
        for line in _lines(points, pixels):
            pen.line(line.ravel().tolist(), fill=COAST if ring.code == LAKE else BORDER, width=2, joint="curve")


def _seen(ring: Ring, box: tuple[float, float, float, float]) -> list[Points]:
    """The ring as often as it is in view, a whole turn of the world apart."""
    west, south, east, north = box
    ring_west, ring_south, ring_east, ring_north = ring.box
    if ring_north < south or ring_south > north:
        return []
    turns = [turn for turn in (-360.0, 0.0, 360.0) if ring_east + turn >= west and ring_west + turn <= east]
    return [ring.points + np.array((turn, 0.0)) if turn else ring.points for turn in turns]


def _thinned(points: Points, step: int) -> Points:
    if step == 1 or len(points) < 12 * step:
        return points
    kept = _on_the_seam(points)
    kept[::step] = kept[-1] = True
    thin: Points = points[kept]
    return thin


def _lines(points: Points, pixels: Points) -> list[Points]:
    """The outline without the seam along the antimeridian, where land was only cut."""
    seam = _on_the_seam(points)
    cut = np.flatnonzero(seam[:-1] & seam[1:])
    return [piece for piece in np.split(pixels, cut + 1) if len(piece) > 1] if len(cut) else [pixels]


def _on_the_seam(points: Points) -> NDArray[np.bool_]:
    seam: NDArray[np.bool_] = np.abs(np.abs(points[:, 0]) % 360 - 180) < 0.004
    return seam


def _region(image: Image.Image, view: View, circle: Circle) -> None:
    x, y = (one * _SHARP for one in view.pixel(circle.lat, circle.lon))
    reach = circle.radius_km / view.km_a_pixel * _SHARP
    box = (x - reach, y - reach, x + reach, y + reach)
    veil = Image.new("L", image.size, 0)
    pen = ImageDraw.Draw(veil)
    pen.ellipse(box, fill=34)
    pen.ellipse(box, outline=220, width=2 * _SHARP)
    pen.ellipse((x - 5, y - 5, x + 5, y + 5), fill=220)
    image.paste(REGION, mask=veil)


def _stamp(image: Image.Image, spot: Image.Image, x: float, y: float) -> None:
    image.paste(spot, (round(x - spot.width / 2), round(y - spot.height / 2)), spot)


@lru_cache(maxsize=2)
def _spot(exact: bool) -> Image.Image:
    """A pin where the place is known; a wide ring where it is somewhere around there."""
    rings = (
        [(22, (*MARK, 60)), (_PIN, (*PAPER, 255)), (8.5, (*MARK, 255))]
        if exact
        else [(_RING, (*MARK, 220)), (_RING - 3, (*MARK, 70))]
    )
    return _discs(rings, clear=not exact)


@lru_cache(maxsize=2)
def _dot(radius: float) -> Image.Image:
    return _discs([(radius + 1, (*PAPER, 255)), (radius, (*INK, 255))])


def _discs(rings: Sequence[tuple[float, tuple[int, int, int, int]]], *, clear: bool = False) -> Image.Image:
    """Discs over one another, the greatest first, with smooth edges; `clear`: each wipes out what is under it."""
    fine = 8
    size = 2 * int(rings[0][0] + 2)
    image = Image.new("RGBA", (size * fine, size * fine), (*rings[0][1][:3], 0))
    middle = size * fine / 2
    for radius, colour in rings:
        reach = radius * fine
        box = (middle - reach, middle - reach, middle + reach, middle + reach)
        if clear:
            ImageDraw.Draw(image).ellipse(box, fill=colour)
        else:
            disc = Image.new("RGBA", image.size, (*colour[:3], 0))
            ImageDraw.Draw(disc).ellipse(box, fill=colour)
            image = Image.alpha_composite(image, disc)
    return image.reduce(fine)


def _circle_name(pen: Canvas, view: View, board: Board, circle: Circle) -> None:
    """Outside at its rim, else at its middle."""
    spot, font = view.pixel(circle.lat, circle.lon), _font(19, bold=True)
    if not _name(pen, board, circle.name, spot, circle.radius_km / view.km_a_pixel + 6, font, REGION):
        _name(pen, board, circle.name, spot, 8, font, REGION)


def _cities(image: Image.Image, view: View, board: Board, cities: Sequence[Place], named: Collection[str]) -> None:
    pen = ImageDraw.Draw(image)
    greatest = max((city.population for city in cities), default=1)
    shown = 0
    for city in cities:
        if shown == _MOST_CITIES or city.name in named:
            continue
        x, y = view.pixel(city.lat, city.lon)
        great = city.population > greatest / 4
        if board.free((x - 5, y - 5, x + 5, y + 5)) and _name(
            pen, board, city.name, (x, y), 8, _font(19 if great else 16), CITY
        ):
            _stamp(image, _dot(3.5 if great else 2.5), x, y)
            board.take((x - 5, y - 5, x + 5, y + 5))
            shown += 1


def _name(
    pen: Canvas,
    board: Board,
    text: str,
    spot: tuple[float, float],
    away: float,
    font: Font,
    colour: tuple[int, int, int],
) -> bool:
    """Written beside the spot where there is room."""
    text = legible(text)
    left, top, right, bottom = font.getbbox(text)
    label = board.beside(text, (right - left, bottom - top), *spot, away)
    if label is None:
        return False
    at = (label.left - left, label.top - top)
    pen.text(at, text, fill=colour, font=font, stroke_width=2, stroke_fill=PAPER)
    return True


def _scale(pen: Canvas, view: View, board: Board) -> None:
    km = scale_km(view, view.width / 4)
    length = km / view.km_a_pixel
    left, bottom = 18.0, view.height - 18.0
    font = _font(16)
    text = f"{km:,.0f} km".replace(",", "\u202f") if km >= 1 else f"{km * 1000:.0f} m"
    pen.rectangle((left - 8, bottom - 32, left + length + 8, bottom + 8), fill=PAPER)
    pen.line(
        [(left, bottom - 6), (left, bottom), (left + length, bottom), (left + length, bottom - 6)], fill=INK, width=2
    )
    pen.text((left + length / 2, bottom - 8), text, fill=INK, font=font, anchor="ms")
    board.take((left - 10, bottom - 34, left + length + 10, bottom + 10))
    small = _font(12)
    width = small.getlength(CREDIT)
    pen.rectangle((view.width - width - 12, view.height - 20, view.width, view.height), fill=PAPER)
    pen.text((view.width - 6, view.height - 5), CREDIT, fill=CITY, font=small, anchor="rs")
    board.take((view.width - width - 14, view.height - 22, view.width, view.height))


def legible(text: str) -> str:
    """With its accents where the font has them, else without: a box in the middle of a name helps nobody."""
    return "".join(char if ord(char) in _known() else unicodedata.normalize("NFD", char)[0] for char in text)


@lru_cache(maxsize=1)
def _known() -> frozenset[int]:
    ranges = ((0x20, 0x24F), (0x2B0, 0x2FF), (0x1E00, 0x1EFF), (0x2010, 0x2026))
    return frozenset(code for first, last in ranges for code in range(first, last + 1))


@lru_cache(maxsize=8)
def _font(size: int, bold: bool = False) -> Font:
    name = f"DejaVuSansCondensed{'-Bold' if bold else ''}.ttf"
    return ImageFont.truetype(str(Path(__file__).with_name(name)), size)
