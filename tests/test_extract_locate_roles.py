"""What part a place plays in a short report: every kind in both languages, each with places that must stay places."""

from __future__ import annotations

import pytest

from extract.locate import Mention
from extract.read import Tools
from tests.fakes_extract import places_in

# kind, report, name -> the role each of its mentions must have, in reading order
ENGLISH = [
    ("dateline", "NAIROBI, Kenya (AP) - Gunmen killed two guards in Garissa on Monday, police said.", {"NAIROBI": "dateline", "Garissa": "place"}),
    ("dateline", "BAGHDAD — A roadside bomb killed four soldiers near Kirkuk. No group claimed it.", {"BAGHDAD": "dateline", "Kirkuk": "place"}),
    ("dateline", "MANILA, March 3 (Wire) -- Troops clashed with rebels in Jolo before dawn.", {"MANILA": "dateline", "Jolo": "place"}),
    ("dateline", "KYIV: Drones struck a depot in Odesa overnight, the governor said.", {"KYIV": "dateline", "Odesa": "place"}),
    ("dateline", "DHAKA, Bangladesh — Police fired tear gas at protesters in Chittagong on Sunday.", {"DHAKA": "dateline", "Chittagong": "place"}),
    ("dateline", "MEXICO CITY (Wire) — Armed men blocked roads around Culiacan on Friday.", {"MEXICO CITY": "dateline", "Culiacan": "place"}),
    ("no dateline", "Kabul was quiet on Monday, a day after the blast. Shops in Kandahar stayed shut.", {"Kabul": "place", "Kandahar": "place"}),
    ("no dateline", "Two men were shot in Port-au-Prince on Monday. The hospital is full.", {"Port-au-Prince": "place"}),
    ("byline", "By Sarah Hill in Islamabad\nA bomb killed six people at a market in Quetta on Tuesday.", {"Islamabad": "dateline", "Quetta": "place"}),
    ("byline", "By a staff reporter in Nairobi\nGunmen attacked a bus near Mandera on Friday, killing three.", {"Nairobi": "dateline", "Mandera": "place"}),
    ("no byline", "By midnight the fires in Nairobi were out, and police held nine men.", {"Nairobi": "place"}),
    ("speaker", "Soldiers stormed the school at night, a Maiduguri resident told reporters by phone.", {"Maiduguri": "speaker"}),
    ("speaker", "A resident of Goma said he heard shots for an hour. The army said nothing.", {"Goma": "speaker"}),
    ("speaker", "A Gaza-based analyst said the talks had failed. Three rockets fell on Ashkelon.", {"Gaza": "speaker", "Ashkelon": "place"}),
    ("speaker", "The bomber was a native of Mosul, officials said after the attack in Erbil.", {"Mosul": "speaker", "Erbil": "place"}),
    ("speaker", "A correspondent in Aleppo heard the blasts. Shells fell on Homs all night.", {"Homs": "place"}),
    ("no speaker", "Residents fled Mariupol on Friday as shells fell near the port.", {"Mariupol": "place"}),
    ("organisation", "The Jalisco New Generation Cartel said it was behind the raid in Celaya.", {"Jalisco": "organisation", "Celaya": "place"}),
    ("organisation", "The Bank of Ghana kept rates as they were. Police in Kumasi held two men for a robbery.", {"Ghana": "organisation", "Kumasi": "place"}),
    ("organisation", "The University of Nairobi closed for a week after riots in Kisumu.", {"Nairobi": "organisation", "Kisumu": "place"}),
    ("organisation", "Boston University researchers counted the attacks. The last was in Mogadishu.", {"Boston": "organisation", "Mogadishu": "place"}),
    ("organisation", "The Lagos Police Command said two officers were hurt in a clash in Ikorodu.", {"Lagos": "organisation", "Ikorodu": "place"}),
    ("no organisation", "A grenade was thrown outside Nairobi University on Monday and hurt four students.", {"Nairobi": "place"}),
    ("no organisation", "Gunmen opened fire in Chicago outside a bank on Friday.", {"Chicago": "place"}),
    ("metonym", "The Kremlin denied the report. Shells fell on Kharkiv an hour later.", {"Kremlin": "metonym", "Kharkiv": "place"}),
    ("metonym", "The White House condemned the attack in Nairobi and offered help.", {"White House": "metonym", "Nairobi": "place"}),
    ("metonym", "Beijing accused Manila of a reckless act near a reef on Saturday.", {"Beijing": "metonym"}),
    ("metonym", "Tehran rejected the claim. Two men had been stabbed in Vienna on Monday.", {"Tehran": "metonym", "Vienna": "place"}),
    ("metonym", "Kigali said it had no troops there. Fighting went on near Goma.", {"Kigali": "metonym", "Goma": "place"}),
    ("no metonym", "Rockets hit Tehran at dawn and cut the power in half of the city.", {"Tehran": "place"}),
    ("demonym", "Two Kenyan soldiers were killed by a mine near Kismayo on Monday.", {"Kenyan": "demonym", "Kismayo": "place"}),
    ("demonym", "A French tourist was stabbed in Marrakesh. Moroccan police held a man.", {"French": "demonym", "Marrakesh": "place", "Moroccan": "demonym"}),
    ("demonym", "Ukrainian drones hit an oil depot in Belgorod, Russian officials said.", {"Ukrainian": "demonym", "Belgorod": "place", "Russian": "demonym"}),
    ("no demonym", "A bomb exploded in Mexico on Monday and hurt nine people.", {"Mexico": "place"}),
]  # fmt: skip  # one report a line

SPANISH = [
    ("dateline", "CULIACÁN, Sin.- Tres hombres fueron asesinados a tiros en Navolato este martes.", {"CULIACÁN": "dateline", "Navolato": "place"}),
    ("dateline", "TEGUCIGALPA.- Un ataque armado dejó dos muertos en San Pedro Sula el lunes.", {"TEGUCIGALPA": "dateline", "San Pedro Sula": "place"}),
    ("dateline", "BOGOTÁ (Agencia) - Una bomba estalló en Cali y dejó cuatro heridos.", {"BOGOTÁ": "dateline", "Cali": "place"}),
    ("dateline", "QUITO. Cinco personas fueron acribilladas en Manta la noche del sábado.", {"QUITO": "dateline", "Manta": "place"}),
    ("dateline", "LIMA, 3 mar (Agencia) - Un atentado dejó dos heridos en Trujillo.", {"LIMA": "dateline", "Trujillo": "place"}),
    ("dateline", "CHOLUTECA.- Un hombre fue asesinado en Nacaome cuando salía de su casa.", {"CHOLUTECA": "dateline", "Nacaome": "place"}),
    ("no dateline", "Guayaquil amaneció militarizada tras la masacre. En Durán siguen los operativos.", {"Guayaquil": "place", "Durán": "place"}),
    ("byline", "Por Ana Ruiz en Caracas\nDos policías murieron en un ataque en Maracaibo el viernes.", {"Caracas": "dateline", "Maracaibo": "place"}),
    ("byline", "Por nuestra redacción en Madrid\nUn hombre fue apuñalado en Sevilla el domingo por la noche.", {"Madrid": "dateline", "Sevilla": "place"}),
    ("no byline", "Por la noche hubo disparos en Caracas y la policía detuvo a dos hombres.", {"Caracas": "place"}),
    ("speaker", "Los vecinos de Petare contaron que oyeron una ráfaga de disparos.", {"Petare": "speaker"}),
    ("speaker", "El detenido, oriundo de Tuluá, fue capturado tras el ataque en Palmira.", {"Tuluá": "speaker", "Palmira": "place"}),
    ("speaker", "Un residente de Zapopan dijo que vio a los hombres armados.", {"Zapopan": "speaker"}),
    ("speaker", "Habitantes de Aguililla denunciaron ataques con drones. El ejército llegó a Apatzingán.", {"Aguililla": "speaker", "Apatzingán": "place"}),
    ("no speaker", "Los habitantes huyeron hacia Apatzingán después de los ataques con drones.", {"Apatzingán": "place"}),
    ("organisation", "El Cártel de Sinaloa difundió un video. Hubo una balacera en Mazatlán.", {"Sinaloa": "organisation", "Mazatlán": "place"}),
    ("organisation", "La Fiscalía de Guanajuato informó que el ataque ocurrió en Celaya.", {"Guanajuato": "organisation", "Celaya": "place"}),
    ("organisation", "La Policía de Bogotá capturó a dos hombres por el atentado en Soacha.", {"Bogotá": "organisation", "Soacha": "place"}),
    ("organisation", "El Banco de México mantuvo la tasa. Un cajero fue asaltado en Toluca.", {"México": "organisation", "Toluca": "place"}),
    ("organisation", "La Universidad de Antioquia suspendió clases por los disturbios en Medellín.", {"Antioquia": "organisation", "Medellín": "place"}),
    ("organisation", "La Embajada de Canadá en Lima pidió evitar el centro.", {"Canadá": "organisation", "Lima": "place"}),
    ("no organisation", "Un coche bomba estalló frente a la Universidad de Antioquia, en Medellín.", {"Medellín": "place"}),
    ("metonym", "La Casa Rosada repudió el atentado ocurrido en Rosario el jueves.", {"Casa Rosada": "metonym", "Rosario": "place"}),
    ("metonym", "El Kremlin negó el ataque. Los drones cayeron sobre Odesa de madrugada.", {"Kremlin": "metonym", "Odesa": "place"}),
    ("metonym", "Bogotá condenó el atentado y pidió calma. La bomba estalló en Cúcuta.", {"Bogotá": "metonym", "Cúcuta": "place"}),
    ("metonym", "Caracas acusó a sus vecinos. Tres soldados murieron en Apure, Venezuela.", {"Caracas": "metonym"}),
    ("no metonym", "En Caracas hubo disparos toda la noche y tres heridos.", {"Caracas": "place"}),
    ("demonym", "Dos soldados colombianos murieron por una mina en Tibú, Colombia.", {"colombianos": "demonym", "Tibú": "place"}),
    ("demonym", "Una turista alemana fue asaltada en Cartagena, Colombia, el lunes.", {"alemana": "demonym", "Cartagena": "place"}),
    ("demonym", "La policía ecuatoriana halló tres cuerpos en Esmeraldas, Ecuador.", {"ecuatoriana": "demonym", "Esmeraldas": "place"}),
    ("no demonym", "Un atentado en Colombia dejó seis muertos, según las autoridades.", {"Colombia": "place"}),
    ("capitals", "ATAQUE ARMADO EN CELAYA DEJA CUATRO MUERTOS", {"CELAYA": "place"}),
    ("capitals", "EXPLOSION EN BUENAVENTURA DEJA TRES HERIDOS, INFORMA LA POLICIA", {"BUENAVENTURA": "place"}),
]  # fmt: skip  # one report a line


def roles(mentions: tuple[Mention, ...], parts: dict[str, str]) -> dict[str, str]:
    """The role of each name; one that says only whose it is or who tells it may be left out, but is never a place."""
    left_out = {name: role for name, role in parts.items() if role in ("organisation", "demonym", "speaker")}
    return left_out | {mention.text: mention.role for mention in mentions if mention.text in parts}


@pytest.mark.parametrize(
    ("kind", "report", "parts"), ENGLISH, ids=[f"{kind}: {text[:30]}" for kind, text, _ in ENGLISH]
)
def test_each_name_of_an_english_report_plays_its_part(
    kind: str, report: str, parts: dict[str, str], tools: Tools
) -> None:
    assert roles(places_in(report, tools, language="en"), parts) == parts, kind


@pytest.mark.parametrize(
    ("kind", "report", "parts"), SPANISH, ids=[f"{kind}: {text[:30]}" for kind, text, _ in SPANISH]
)
def test_each_name_of_a_spanish_report_plays_its_part(
    kind: str, report: str, parts: dict[str, str], tools: Tools
) -> None:
    assert roles(places_in(report, tools, language="es"), parts) == parts, kind
