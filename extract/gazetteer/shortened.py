"""Names written short: single words ("Sgo. del Estero"), letters left out ("Mcbo"). All on folded keys."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product

from extract.gazetteer.initials import SMALL
from extract.gazetteer.names import spelt_out

# A short word and what it may stand for, in the languages place names are made of. Only names that exist are looked
# up, so a wrong expansion costs nothing.
_SHORT_WORDS = """
st saint san sankt|ste sainte|sta santa|sto santo|stos santos|stas santas|sn san|s san south sao saint santa
mt mount monte|mte monte|mtn mountain|mts mountains montes|ft fort|pt port point pont|pto puerto porto|pta punta ponta
pte puente ponte|p puerto port ponta|cd ciudad|cdad ciudad|c ciudad cape cabo central|cid cidade|cp cape|cpo campo
gral general|gen general|gnral general|cnel coronel|cel coronel|cmdte comandante|cmte comandante|cte comandante
tte teniente|ten tenente teniente|alte almirante|alm almirante|cap capitan capitao|cptan capitan|sgto sargento
pres presidente|pdte presidente|gob gobernador|gdor gobernador|gov governador governor|ing ingeniero|r reino rio red
dr doctor doutor|lic licenciado|mons monsenor|int intendente|prof profesor professor|sgo santiago|stgo santiago
fco francisco|fdo fernando|gpe guadalupe|conc concepcion conceicao|cncp concepcion|hgo hidalgo|jse jose|ma maria
ntra nuestra|nra nuestra|sra senora senhora|nva nueva|nvo nuevo|nov novo nova|vva villanueva|vla villa|vl villa
v villa|vte vicente|bto benito|rdgz rodriguez|glez gonzalez|glz gonzalez|hdez hernandez|mtz martinez|gtz gutierrez
edo estado|mpio municipio|prov provincia province|dpto departamento|depto departamento|dept department departement
reg region|rep republica republic|dem democratica democratic|fed federal|terr territory|is islands islas isles
i isla island ile|isl island|arch archipelago|co county|cty county city|hts heights|spgs springs|spg spring|spr springs
bch beach|pk park|jct junction|lk lake|vly valley|val valle valley|crk creek|riv river|hbr harbor harbour|hls hills
gr grand great gran|gt great grand|gd grand|gde grande|lt little|u upon upper|up upper|lr lower|lwr lower
n north norte new nuevo nueva nad nova|no north norte|so south|e east este|w west|o oeste|nth north|sth south
ne northeast|nw northwest|se southeast|sw southwest|cen central|ctrl central|b bad bahia banos|bs buenos
k kuala kota|kb kota bukit|tg tanjung|tj tanjung|sg sungai|bt bukit|kg kampung|kpg kampung|nkr nakhon
a an am|d der de del|frankf frankfurt|intl international|met metropolitana|jdm jardim|jd jardim|nsa nossa|srra serra
pque parque|hcda hacienda|rcho rancho
"""
_WORDS: dict[str, tuple[str, ...]] = {}
for _row in _SHORT_WORDS.replace("\n", "|").strip("|").split("|"):
    _short, *_whole = _row.split()
    _WORDS[_short] = (*_WORDS.get(_short, ()), *_whole)
MOST_WORDS, MOST_WAYS = 6, 40  # of a query, and of writing it out
_VOWELS = frozenset("aeiou")


def written_out(name_key: str) -> Iterator[str]:
    """The key with short words written out, in every way that makes sense: "sgo del estero", "dem rep congo"."""
    whole = spelt_out(name_key)
    if whole:
        yield whole
    words = name_key.split()
    if not 1 < len(words) <= MOST_WORDS:
        return
    ways = product(*((word, *_WORDS.get(word, ())) for word in words))
    for way in islice(ways, MOST_WAYS):
        written = " ".join(way)
        if written not in (name_key, whole):
            yield written


def letters_left_out(short: str, name_key: str) -> float | None:
    """How well `short` stands for the name with letters left out, 0 to 1; None when it does not.

    The first letter of each word stays. Vowels are dropped freely, of the consonants at least half stay, and keeping
    the last letter counts for it: "mcbo" is Maracaibo, "brqlla" Barranquilla.
    """
    kept = _kept(short, [word for word in name_key.split() if word not in SMALL or name_key.startswith(word)])
    consonants = sum(letter not in _VOWELS for letter in name_key if letter != " ")
    if kept is None or 2 * kept < consonants or not consonants:
        return None
    return 0.8 * min(1.0, kept / consonants) + (0.2 if short[-1] == name_key[-1] else 0.0)


def _kept(short: str, words: list[str]) -> int | None:
    """How many consonants `short` keeps of the words, each with its first letter; None when it cannot be cut so."""
    if not words:
        return None if short else 0
    word, *rest = words
    if not short or short[0] != word[0]:
        return None
    best: int | None = None
    for cut in range(len(short), 0, -1):
        piece = short[:cut]
        letters = iter(word)
        if all(letter in letters for letter in piece):
            further = _kept(short[cut:], rest)
            if further is not None:
                best = max(best or 0, further + sum(letter not in _VOWELS for letter in piece))
    return best
