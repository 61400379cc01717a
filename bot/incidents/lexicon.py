"""Words that tell one event from another whatever the language, and words that tell nothing.

Our own lists, made by reading how papers in English and Spanish write of the same events. They are
tables and not YAML because the core reads no files; a language without a row here joins by names,
numbers, places and days alone.
"""

from __future__ import annotations

from collections.abc import Mapping

# What sort of site, weapon, victim: one row a notion, words folded.
_NOTIONS = """
market: market marketplace bazaar souk mercado tianguis bazar feria
school: school classroom pupil schoolgirl schoolboy escuela colegio liceo aula alumno secundaria primaria
university: university campus universidad facultad
hospital: hospital clinic ward hospital clinica sanatorio ambulatorio
church: church cathedral parish chapel priest iglesia catedral parroquia capilla sacerdote parroco misa
mosque: mosque imam mezquita
bar: bar nightclub pub club tavern bar cantina discoteca antro taberna
restaurant: restaurant cafe diner eatery restaurante taqueria cafeteria
hotel: hotel motel hostel resort hotel motel hostal
bus: bus minibus coach autobus camion colectivo microbus omnibus
train: train railway rail tren ferrocarril vagon
metro: subway metro underground metro subte
station: station terminal estacion terminal
airport: airport runway aeropuerto pista aeropista
port: port harbour harbor dock ferry puerto muelle ferri
bridge: bridge overpass puente
road: highway motorway road carretera autopista ruta
prison: prison jail inmate penal carcel prision preso reo penitenciaria
bank: bank banco sucursal
shop: shop store supermarket jewellery jeweller pharmacy tienda supermercado joyeria farmacia comercio
mall: mall arcade
stadium: stadium arena estadio cancha
square: square plaza plaza zocalo
beach: beach playa
mine: mine miner mina minero
farm: farm farmer ranch plantation granja campesino rancho finca hacienda ejido
village: village villager hamlet aldea pueblo caserio
court: courthouse tribunal juzgado
embassy: embassy consulate embajada consulado
checkpoint: checkpoint roadblock reten control
barracks: barracks base outpost garrison cuartel base guarnicion destacamento
policestation: precinct comisaria comandancia
refinery: refinery pipeline oil refineria oleoducto ducto petroleo
power: substation grid electricity subestacion electrica apagon
wedding: wedding boda
funeral: funeral wake mourner burial funeral velorio sepelio cortejo
party: party birthday concert festival fiesta cumpleanos concierto festival
pilgrim: pilgrim pilgrimage peregrino peregrinacion romeria
convoy: convoy caravan escort convoy caravana escolta
taxi: taxi rickshaw taxi mototaxi
house: house home apartment flat casa vivienda departamento domicilio
football: match fan hooligan hincha barra aficionado
student: student estudiante alumno normalista
journalist: journalist reporter editor periodista reportero
mayor: mayor councillor alcalde alcaldesa edil concejal
candidate: candidate campaign candidato candidata campana
soldier: soldier troop soldado militar
policeman: policeman officer constable policia agente
tourist: tourist backpacker traveller turista mochilero
teacher: teacher maestro maestra docente
miner: prospector garimpeiro
migrant: migrant refugee migrante refugiado
driver: driver trucker chofer conductor transportista camionero
doctor: doctor nurse medico enfermera
worker: worker employee contractor trabajador empleado obrero
child: child children toddler nino nina menor
grenade: grenade granada
carbomb: carbomb coche-bomba cochebomba
drone: drone dron
missile: missile rocket misil cohete
mortar: mortar artillery mortero artilleria
knife: knife machete blade axe cuchillo machete arma-blanca hacha navaja
suicide: suicide bomber suicida
motorbike: motorbike motorcycle moto motocicleta motociclista
arson: arson petrol gasoline gasolina incendio
teargas: teargas lacrimogeno lacrimogenos gas
hostage: hostage rehen
ransom: ransom rescate
robbery: robbery heist robber robo asalto asaltante atraco
fuel: fuel petrol combustible gasolina diesel
election: election vote ballot eleccion votacion urna
electricity: blackout outage apagon
water: water agua
wage: wage salary pay salario sueldo
pension: pension jubilacion pension
land: land tierra
tax: tax impuesto arancel
"""

# What is said of a deed of each kind, also where a text is about what came of it; one row a category, words folded.
_DEEDS = """
shooting: shooting shootout shot shots gunfire gunman gunmen gunned tiroteo balacera disparos baleado baleados
shooting: balazos rifle fusil tiros acribillado acribillados pistolero pistoleros sicario sicarios
stabbing: stabbing stabbed stab knifed knifeman apunalamiento apunalado apunalada apunalados
stabbing: cuchilladas punaladas acuchillado knife knives cuchillo navaja
explosion: bombing bombings bomb bombs blast explosion explosions grenade bomba bombas atentado estallido detonacion
explosion: granada
kidnapping: kidnap kidnapping kidnapped kidnappers abducted abduction abductors captors hostages ransom
kidnapping: secuestro secuestrado secuestrados secuestrada secuestradas secuestradores plagio
kidnapping: plagiados cautiverio rehenes
armed_attack: massacre raid attack attacks attackers assault slaughter ambush masacre matanza ataque ataques asalto
armed_attack: emboscada incursion atacantes agresores
coup: coup putsch junta golpe golpistas
curfew: curfew queda
riot: mob mobs turba turbas riot riots rioting rioters unrest looting disturbios motin amotinamiento saqueo saqueos
protest: protest protests protesters demonstrators demonstration protesta protestas manifestacion manifestantes
blockade: blockade blockades roadblock roadblocks bloqueo bloqueos bloqueadores
strike: strike strikers walkout stoppage paro huelga huelguistas
shelling: shelling shells bombardment airstrike airstrikes artillery bombardeo bombardeos proyectiles
armed_clash: clash clashes fighting combat ceasefire truce combates enfrentamiento enfrentamientos tregua
arson: arson torched arsonists incendiaron quemados
threat: threat threats amenaza amenazas
vehicle_attack: rammed ramming embestida atropello
"""

# Said of every event, so they join none; folded.
_COMMON_EN = """
about above accord according across after again against ahead almost alone along already also although always among
another anyone appear area around arrest attack authorities authority away back because become been before began
begin behind being believe below between bodies body both bring brought call came cannot cause central chief city
claim close come confirm continue could country crime day days dead death deaths despite details died dies district
does done down during each early emergency even event events every expect face fact find fire first five follow
following four from full gave general give going government group have head hear held help here high hold hospital
hour hours however identified immediately incident including injured injuries injury inside investigate
investigation investigators involved issue just keep kill killed killing kills know known large last late later
least leave left less like likely live local long look made main major make many march men might minister ministry
minute minutes monday month months more morning most motive move much must near need never news next night none
nobody north not number occurred office officer officers official officials once only open order other others over
part people person place police possible present president press public put quickly reach reached region remain
report reported reporter reporters reports residents respond responsibility responsible resume said same saturday
saying says scene second security seek seen send sent seven several shortly should side since situation six some
someone soon source south spokesman spokesperson spokeswoman state statement still street such sunday suspect
suspected suspects take taken tell ten than that their them themselves then there these they thing third this
those three through thursday time today together told took toward town treat tuesday twenty under until upon urge
used january february march april june july august september october november december very victim victims violence
want warn wednesday week weeks well went were west what when where whether which
while who whole whose will with within without witness witnesses woman women work would wound wounded year years
yesterday young your east far few gunmen shooting shot bomb explosion blast afternoon evening friday
"""
_COMMON_ES = """
abajo acuerdo adelante ademas afirmo agente agentes ahora algun alguna algunos alrededor alto ambos anadio ante antes
apenas aquel aqui area armado armados arriba asegur aseguro asi ataque atencion aunque autoridad autoridades ayer
bajo bien cada calle caso causa causas central cerca cinco ciudad civil comenzo comunicado confirmo contra cosa
crimen cual cuando cuatro cuenta cuerpo cuerpos cuyo dado dan dar debe debido decenas decir dejo del delito dentro
desde desconocidos despues detenido detenidos dia dias dice dicen diez dijeron dijo disparo disparos distrito
domingo donde dos durante edad efectivos ejemplo ella ellos embargo emergencia encontraba encuentra entonces entre
enero era eran esa ese eso esta estaba estaban estado estan estas este esto estos estuvo explico explosion fallecidos
fallecio familia fiscal fiscalia forma frente fue fuentes fuera fuerzas fueron general gente gobierno grave graves
grupo haber habia habian habitantes habria hace hacer hacia hasta hay hecho hechos herida heridas herido heridos hizo
hombre hombres hora horas horario hoy hubo incluso indico informacion informaron informo inicio investigacion
investigan investiga jueves junto la las les lesionados llego lleva local los luego lugar lunes madrugada manana
manera mas mayor medio medios mediodia menos mes meses mientras miercoles ministerio ministro minutos misma mismo
momento muerte muertes muertos muerto mujer mujeres municipio murieron murio muy nacional ningun ninguna enero febrero
marzo abril mayo junio julio agosto
septiembre octubre noviembre diciembre noche norte nos nota nuestro nuevo nunca numero ocho ocurrio ocurrido
ocurrieron oeste oficial oficiales operativo orden
otra otras otro otros para parte partir paso pero persona personas poblacion poco podria policia policial policias
poner por porque posible presencia presidente presunto presuntos primer primera primeras primero provincia publica
publico pudo pueblo puede pues puesto queda quedo quien quienes realizo recibio region registrado registro reporte
reporto reportaron residentes resultado resultaron sabado saldo salud se secretaria sector segun segundo segura
seguridad seis senalo ser si sido siempre siete sin sino sitio situacion sobre solo son sospechoso sospechosos sur
tambien tan tanto tarde tenia tercera testigo testigos tiempo tiene todas todavia todo todos tras tres tuvo ultima
ultimas ultimo unas unidad unidades uno unos vecinos veces ver vez viernes victima victimas violencia zona zonas este
balazos tiroteo ataco
"""
# Written with a capital everywhere, so no name of this event; folded.
_CAPITALISED = """
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
october november december police government ministry minister president state army military national federal general
security interior defence defense public health hospital court senate congress parliament city mayor governor
department office officials authorities attorney prosecutor prosecutors republic united nations international news
local the and for del los las con por una que sus his her its who jan feb mar apr jun jul aug sept oct nov dec ene abr
ago dic north south east west central northern southern
eastern western new the two three four five six seven eight
nine ten mrs pope god christmas easter ramadan internet facebook twitter telegram whatsapp instagram youtube covid
reuters afp efe dpa ansa xinhua associated press agency agencia agencias redaccion
lunes martes miercoles jueves viernes sabado domingo enero febrero marzo abril mayo junio julio agosto septiembre
octubre noviembre diciembre policia gobierno ministerio ministro presidente presidenta estado ejercito nacional
seguridad interior defensa publica publico salud fiscalia fiscal republica union naciones unidas internacional
gobernador gobernadora alcalde alcaldesa alcaldia municipal municipio ayuntamiento secretaria secretario direccion
guardia civil proteccion bomberos cruz roja cuerpo fuerzas armadas unidad tribunal corte suprema congreso senado
norte sur este oeste centro ciudad provincia departamento region distrito comisaria comandancia estatal metropolitana
general dios navidad semana santa red redes sociales
"""


def _table(rows: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for row in rows.strip().splitlines():
        notion, _, words = row.partition(":")
        for word in words.split():
            found.setdefault(word, notion)
    return found


NOTIONS: Mapping[str, str] = _table(_NOTIONS)
DEEDS: Mapping[str, str] = _table(_DEEDS)
COMMON: frozenset[str] = frozenset(_COMMON_EN.split()) | frozenset(_COMMON_ES.split())
CAPITALISED: frozenset[str] = frozenset(_CAPITALISED.split())
