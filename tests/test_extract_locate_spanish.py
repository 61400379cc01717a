"""Spanish without a trained model: gazetteer, capitals, prepositions, place words; accents kept or lost."""

from __future__ import annotations

import pytest

from extract.read import Tools
from tests.fakes_extract import places_in

# sentence, name as written, (country, admin1) it means
SENTENCES = [
    # the capital and not its country, also behind a street
    ("Se enfrentaron en la novena avenida de la Ciudad de Guatemala.", "Ciudad de Guatemala", ("GT", "GT.07")),
    ("Se enfrentaron en la novena avenida de la ciudad de Guatemala.", "Guatemala", ("GT", "GT.07")),
    ("Quemaron un rancho en Mejicanos, El Salvador.", "Mejicanos", ("SV", "SV.10")),
    ("Los Mejicanos protestaron ante el consulado.", "Mejicanos", ("MX", None)),
    ("Ocho soldados hablaron en la televisión de Cotonú.", "Cotonú", ("BJ", None)),
    ("Declaran seguro el paso fronterizo de Jimaní, provincia Independencia.", "Jimaní", ("DO", None)),
    # a great city needs no neighbours, and a visitor's passport says nothing of the place
    ("Apuñalan a un turista alemán en el centro de Barcelona.", "Barcelona", ("ES", "ES.56")),
    ("Un tiroteo deja dos heridos en Barcelona, según la policía.", "Barcelona", ("ES", "ES.56")),
    # Mexico
    ("Hombres armados atacaron un bar en Celaya, Guanajuato, la noche del sábado.", "Celaya", ("MX", "MX.11")),
    ("Enfrentamiento en el municipio de Aguililla, Michoacán, deja tres muertos.", "Aguililla", ("MX", "MX.16")),
    ("Quemaron dos camiones en la carretera a Reynosa, Tamaulipas.", "Reynosa", ("MX", "MX.28")),
    ("BALACERA EN CULIACAN DEJA TRES HERIDOS", "CULIACAN", ("MX", "MX.25")),
    ("Una granada fue lanzada contra un cuartel en Uruapan, Michoacan.", "Uruapan", ("MX", "MX.16")),
    ("Bloqueos con vehículos incendiados en Zapopan y Tlaquepaque, Jalisco.", "Zapopan", ("MX", "MX.14")),
    ("La policía halló cuatro cuerpos en Ciudad Juárez, Chihuahua.", "Ciudad Juárez", ("MX", "MX.06")),
    ("Asesinan a un periodista en Veracruz, México.", "México", ("MX", None)),
    ("El ejército llegó a Talpalpa, Jalisco, tras el tiroteo.", "Talpalpa", ("MX", "MX.14")),
    ("Un coche bomba estalló en Jerécuaro, Guanajuato.", "Jerécuaro", ("MX", "MX.11")),
    # Colombia
    ("Dos policías murieron por una explosión en Cali, Colombia.", "Cali", ("CO", "CO.29")),
    ("Disidencias atacaron la estación de Jamundí, en el departamento de Valle del Cauca.", "Jamundí", ("CO", "CO.29")),
    ("Atentado con dron en Tibú, Norte de Santander.", "Tibú", ("CO", "CO.21")),
    ("Tres soldados heridos en Arauquita, Arauca.", "Arauquita", ("CO", "CO.03")),
    ("Una moto bomba explotó en Medellín, capital de Antioquia.", "Medellín", ("CO", "CO.02")),
    ("Paro armado en Quibdo, Choco, por tercer día.", "Quibdo", ("CO", "CO.11")),
    # Ecuador
    ("Cinco personas fueron acribilladas en Guayaquil, Ecuador.", "Guayaquil", ("EC", "EC.10")),
    ("Motín en la cárcel de Machala deja varios muertos en Ecuador.", "Machala", ("EC", "EC.08")),
    ("Sicarios atacaron una gallera en Manta, provincia de Manabí.", "Manta", ("EC", "EC.14")),
    ("Explosión frente a un local en Esmeraldas, Ecuador.", "Esmeraldas", ("EC", "EC.09")),
    # Peru
    ("Extorsionadores lanzaron una granada en Trujillo, Perú.", "Trujillo", ("PE", "PE.13")),
    ("Choque entre manifestantes y policías en Juliaca, Puno.", "Juliaca", ("PE", "PE.21")),
    ("Ataque a una mina en Pataz, La Libertad, Perú.", "La Libertad", ("PE", "PE.13")),
    ("Balacera en San Juan de Lurigancho, Lima.", "Lima", ("PE", None)),
    # Chile
    ("Encapuchados quemaron maquinaria en Temuco, región de La Araucanía.", "Temuco", ("CL", "CL.04")),
    ("Un carabinero fue baleado en Cañete, Chile.", "Cañete", ("CL", "CL.06")),
    ("Saqueos e incendios en Valparaíso, Chile.", "Valparaíso", ("CL", "CL.01")),
    # Argentina
    ("Balearon una escuela en Rosario, Santa Fe.", "Rosario", ("AR", "AR.21")),
    ("Un tiroteo en La Matanza, provincia de Buenos Aires, dejó dos heridos.", "La Matanza", ("AR", "AR.01")),
    ("Incidentes frente al Congreso en Buenos Aires, Argentina.", "Buenos Aires", ("AR", "AR.07")),
    # Guatemala, Honduras, El Salvador, Nicaragua
    ("Pandilleros atacaron un bus en Villa Nueva, Guatemala.", "Villa Nueva", ("GT", "GT.07")),
    ("Cuatro muertos en una masacre en San Pedro Sula, Honduras.", "San Pedro Sula", ("HN", "HN.06")),
    ("Un policía fue asesinado en Choloma, Cortés, Honduras.", "Choloma", ("HN", "HN.06")),
    ("Capturan a pandilleros en Soyapango, El Salvador.", "Soyapango", ("SV", "SV.10")),
    ("Disparos contra manifestantes en Masaya, Nicaragua.", "Masaya", ("NI", "NI.11")),
    # Venezuela, Bolivia, Paraguay
    ("Enfrentamiento en Petare, Caracas, deja tres muertos.", "Caracas", ("VE", "VE.25")),
    ("Bloqueos y gases en Cochabamba, Bolivia.", "Cochabamba", ("BO", "BO.02")),
    ("Sicarios mataron a un fiscal en Pedro Juan Caballero, Paraguay.", "Pedro Juan Caballero", ("PY", "PY.02")),
    # Spain, Dominican Republic, Costa Rica, Panama, Haiti
    ("Un hombre armado hirió a dos agentes en Algeciras, España.", "Algeciras", ("ES", "ES.51")),
    ("Apuñalamiento múltiple en Torrejón de Ardoz, Madrid.", "Torrejón de Ardoz", ("ES", "ES.29")),
    ("Tiroteo en Limón, Costa Rica, entre bandas rivales.", "Limón", ("CR", "CR.06")),
    ("Disturbios en Colón, Panamá, por segundo día.", "Colón", ("PA", "PA.04")),
    ("Pandillas incendiaron casas en Puerto Príncipe, Haití.", "Puerto Príncipe", ("HT", "HT.11")),
    ("Explosión en Ramala deja dos heridos.", "Ramala", ("PS", None)),
    ("Toque de queda en Beni, Congo, tras los ataques.", "Beni", ("CD", "CD.11")),
    ("La República de Armenia denunció ataques en la frontera.", "Armenia", ("AM", None)),
    ("Un hombre murió en el barrio San José de Cali.", "Cali", ("CO", "CO.29")),
    ("Ataque con machete en un bus de Medellín.", "Medellín", ("CO", "CO.02")),
    ("Balacera en Santiago de los Caballeros, República Dominicana.", "República Dominicana", ("DO", None)),
    # led in by "en", "cerca de" and the like, with nothing else to speak for it
    ("Hallan un cuerpo en Chilpancingo.", "Chilpancingo", ("MX", "MX.12")),
    ("El ataque ocurrió cerca de Tibú.", "Tibú", ("CO", "CO.21")),
    ("Sicarios atacaron a un mototaxista en Puente Piedra.", "Puente Piedra", ("PE", "PE.LMA")),
    ("Un policía fue baleado en Ramos Mejía.", "Ramos Mejía", ("AR", "AR.01")),
    ("Tres heridos en un tiroteo en Puerto Ordaz, estado Bolívar.", "Puerto Ordaz", ("VE", "VE.06")),
    ("Tres heridos en un tiroteo en Puerto Ordaz, estado Bolívar.", "Bolívar", ("VE", "VE.06")),
    ("Ataque con dron en El Plateado, Cauca, deja dos muertos.", "El Plateado", ("CO", "CO.09")),
    ("SANTIAGO.- Un hombre fue apuñalado en Estación Central.", "Estación Central", ("CL", "CL.12")),
    ("Asesinan a un comerciante en Los Olivos, Lima.", "Los Olivos", ("PE", "PE.LMA")),
]

# sentence, name, role: it is named, but nothing is said to happen there
PARTS = [
    ("MORELIA, Mich.- Dos personas fueron asesinadas en Uruapan.", "MORELIA", "dateline"),
    ("ENSENADA, BC.- Un policía fue baleado en San Quintín.", "ENSENADA", "dateline"),
    ("BLUEFIELDS.- Dos personas murieron baleadas en El Rama.", "BLUEFIELDS", "dateline"),
    ("LIMA. Dos policías fueron baleados en Trujillo.", "LIMA", "dateline"),
    ("CIUDAD DE MÉXICO.- Dos hombres murieron baleados en Ecatepec.", "CIUDAD DE MÉXICO", "dateline"),
    ("BALACERA EN CULIACÁN: TRES MUERTOS", "CULIACÁN", "place"),
    ("La Casa Blanca dijo que observa la situación.", "Casa Blanca", "metonym"),
    ("El cártel de Jalisco difundió un video.", "Jalisco", "organisation"),
    ("El presidente mexicano viajará el lunes.", "mexicano", "demonym"),
    ("Los soldados colombianos regresaron a casa.", "colombianos", "demonym"),
    ("La fiscalía de Sonora abrió una carpeta.", "Sonora", "organisation"),
    ("La Universidad de Guadalajara abrió inscripciones.", "Guadalajara", "organisation"),
]

QUIET = [
    "La reserva Indio Maíz fue declarada en emergencia.",
    "Cada tres horas muere una persona.",
    "Otros dos hombres fueron detenidos.",
    "Nadie supo decir qué pasó.",
    "Varias personas resultaron heridas.",
    "El gobernador dijo que no hay motivo de alarma.",
    "Santiago Pérez anotó dos goles en el primer tiempo.",
    "La señora Victoria Guzmán vendió su casa.",
    "Muchas personas esperan la paz desde hace años.",
    "El partido terminó sin goles y con pocas llegadas.",
    "Ayer por la tarde llovió con fuerza.",
    "Don Francisco Zapata cumplió noventa años.",
    "Los precios suben cada semana.",
    "En Semana Santa no hubo incidentes.",
    "El video circuló en Facebook durante horas.",
    "En Navidad la policía hará más rondas.",
    "El acto fue presidido por Ramos Pérez y por su hija.",
    "La nota salió en La Prensa del martes.",
    "Creen en Dios y en la Virgen.",
]


@pytest.mark.parametrize(("sentence", "name", "meant"), SENTENCES, ids=[row[0][:40] for row in SENTENCES])
def test_a_spanish_sentence_is_placed(sentence: str, name: str, meant: tuple[str, str | None], tools: Tools) -> None:
    found = {mention.text: mention for mention in places_in(sentence, tools, language="es")}
    assert name in found, sorted(found)
    place = found[name].place
    assert place is not None, found[name].why
    assert place.country == meant[0]
    assert meant[1] is None or place.admin1 == meant[1]


@pytest.mark.parametrize(("sentence", "name", "role"), PARTS, ids=[row[0][:40] for row in PARTS])
def test_a_spanish_name_that_is_not_where_it_happened_says_so(
    sentence: str, name: str, role: str, tools: Tools
) -> None:
    assert [m.role for m in places_in(sentence, tools, language="es") if m.text == name] == [role]


@pytest.mark.parametrize("sentence", QUIET)
def test_spanish_words_and_people_are_no_places(sentence: str, tools: Tools) -> None:
    assert [m.text for m in places_in(sentence, tools, language="es") if m.place is not None] == []


@pytest.mark.parametrize(
    ("sentence", "language", "name", "country"),
    [
        ("Tiroteio deixa cinco mortos no Rio de Janeiro, diz a polícia.", "pt", "Rio de Janeiro", "BR"),
        ("Une fusillade a fait trois morts à Marseille, selon la police.", "fr", "Marseille", "FR"),
        ("Взрыв прогремел в городе Харьков сегодня утром.", "ru", "Харьков", "UA"),
        ("انفجار في بغداد يوقع قتلى وجرحى", "ar", "بغداد", "IQ"),
    ],
)
def test_other_languages_fall_back_to_the_gazetteer(
    sentence: str, language: str, name: str, country: str, tools: Tools
) -> None:
    found = {mention.text: mention.place for mention in places_in(sentence, tools, language=language)}
    place = found.get(name)
    assert place is not None, sorted(found)
    assert place.country == country


def test_a_spanish_quarter_is_no_city_elsewhere(tools: Tools) -> None:
    sentence = "Un hombre murió en el barrio San José de Cali."
    assert all(m.place is None or m.place.country == "CO" for m in places_in(sentence, tools, language="es"))
