"""Which letters the bytes of a feed stand for."""

import pytest

from tests.fakes_feeds import read, rss


def test_text_before_the_declaration_is_skipped():
    assert len(read(b"\n\n  warning: x\n" + rss("<guid>1</guid><title>Protest</title>")).articles) == 1


@pytest.mark.parametrize(
    ("declared", "content_type", "encoding"),
    [
        ("windows-1251", None, "windows-1251"),
        ("utf-8", "text/xml; charset=windows-1251", "windows-1251"),
        ("iso-8859-1", None, "utf-8"),
        ("no-such-charset", None, "utf-8"),
        ("utf-8", None, "utf-16"),
    ],
)
def test_the_charset_is_found(declared: str, content_type: str | None, encoding: str):
    text = f'<?xml version="1.0" encoding="{declared}"?><rss version="2.0"><channel><item><title>Взрыв</title></item></channel></rss>'
    assert read(text.encode(encoding), content_type=content_type).articles[0].title == "Взрыв"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Взрыв прогремел у здания полиции, погибли три человека, сообщили власти города.", "windows-1251"),
        ("Взрыв прогремел у здания полиции, погибли три человека, сообщили власти города.", "koi8-r"),
        ("Έκρηξη σημειώθηκε έξω από αστυνομικό τμήμα της πόλης, τρεις νεκροί.", "windows-1253"),
        ("وقع انفجار أمام مركز للشرطة في المدينة وأسفر عن مقتل ثلاثة أشخاص", "windows-1256"),
        ("市中心发生爆炸，三人死亡，警方封锁了附近的街道，居民被要求留在家中。", "gb18030"),
        ("市内の警察署の前で爆発があり、三人が死亡したと当局が発表しました。", "shift_jis"),
        ("Explosión en Culiacán: el niño salió ileso, murieron tres policías, informó la Fiscalía.", "windows-1252"),
        ("Une explosion a frappé le marché près de Bobo-Dioulasso, trois policiers ont été tués.", "iso-8859-1"),
        ("Bei einer Explosion vor dem Gebäude der Behörde für Straßenverkehr wurden drei getötet.", "windows-1252"),
    ],
)
def test_a_document_that_names_no_charset_is_read_by_its_script(text: str, encoding: str):
    document = f"<rss version='2.0'><channel><title>{text}</title><item><title>{text}</title></item></channel></rss>"
    assert read(document.encode(encoding)).articles[0].title == text


def test_a_language_that_is_named_says_which_latin_letters_are_meant():
    text = "Wybuch w Łodzi: zginęło trzech policjantów, podała służba prasowa województwa."
    document = f"<rss version='2.0'><channel><language>pl</language><item><title>{text}</title></item></channel></rss>"
    assert read(document.encode("windows-1250")).articles[0].title == text


def test_one_bad_byte_does_not_garble_every_accent():
    body = rss("<guid>1</guid><title>Tiroteo en Culiacán: mueren policías, informó la Fiscalía de México</title>")
    parsed = read(body.replace("í".encode(), "í".encode("cp1252"), 1), content_type="text/xml; charset=utf-8")
    assert parsed.articles[0].title == "Tiroteo en Culiacán: mueren policías, informó la Fiscalía de México"
    assert any("UTF-8" in note for note in parsed.notes)


@pytest.mark.parametrize(
    ("label", "text", "encoding"),
    [
        ("iso-8859-1", "“Sin salida” – €", "windows-1252"),
        ("gb2312", "爆炸發生在镕街", "gb18030"),
        ("euc-kr", "똠방각하 폭발", "cp949"),
    ],
)
def test_a_label_means_the_larger_set_that_browsers_read_by_it(label: str, text: str, encoding: str):
    document = f'<?xml version="1.0" encoding="{label}"?><rss version="2.0"><channel><item><title>{text}</title></item></channel></rss>'
    assert read(document.encode(encoding)).articles[0].title == text
