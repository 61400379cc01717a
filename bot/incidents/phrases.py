"""What a text says of itself and its event in set phrases of English and Spanish; all match folded text."""

from __future__ import annotations

import re

# It says that this is not what was told before.
APART = re.compile(
    r"\b(?:(?:a )?(?:second|third|separate|another|different|new|unrelated|fresh) "
    r"(?:shooting|attack|blast|explosion|bomb|bombing|incident|stabbing|assault|robbery|clash|strike|kidnapping)|"
    r"(?:not|no) (?:believed to be )?(?:linked|connected|related) to|unrelated to|"
    r"(?:un |una )?(?:segund[oa]|tercer[oa]?|otr[oa]|nuev[oa]|distint[oa]) "
    r"(?:tiroteo|ataque|atentado|explosion|bomba|balacera|incidente|hecho|asalto|secuestro|enfrentamiento|apunalamiento)|"
    r"nothing to (?:link|connect|suggest a link)|no (?:link|connection) (?:to|with|between)|"
    r"(?:has|have|had) nothing (?:in common|to do with)|(?:is|are) being treated (?:as separate|separately)|"
    r"sin (?:relacion|vinculo|conexion)\b|(?:nada|no)(?: \w+){0,5} (?:tenga|tengan|tuviera|tuvieran)? ?que ver con|"
    r"(?:atentado|ataque|hecho|crimen|tiroteo|incidente|caso)s? (?:distint|diferent|apart|separad|aislad)[oae]s?|"
    r"no (?:tiene|guarda|tendria|estaria|esta) (?:relacion|relacionad[oa]|vinculad[oa]))\b"
)


# Not one deed but something that goes through a country or a state.
SPREADS = re.compile(
    r"\b(?:spread(?:s|ing)?|(?:nation|country)wide|across the (?:country|state|province|region)|wave of|unrest|"
    r"(?:several|other) (?:cities|towns|states)|"
    r"se (?:extiend|extendi|propag)\w*|llegan? a|en el pais|todo el pais|ola de|jornada de|disturbios|"
    r"(?:vari|divers|distint|otr)[oa]s (?:ciudades|estados|municipios|puntos|regiones))\b"
)
# Of a march, a strike or a blockade: it is held in many parts of the country at once.
COUNTRYWIDE = re.compile(
    r"\b(?:(?:nation|country)wide|(?:across|throughout) the country|spread(?:s|ing)? to|"
    r"(?:several|many|two|three|four|five|six|seven|eight|nine|ten|twelve|\d+) (?:of \d+ )?"
    r"(?:states|provinces|cities|regions|departments|counties)|"
    r"(?:paro|huelga|jornada|movilizacion) nacional|a nivel nacional|(?:todo|mitad del|resto del) (?:el )?pais|"
    r"se (?:extiend|propag)\w*|(?:vari|divers|distint|otr)[oa]s (?:ciudades|estados|provincias|departamentos|regiones)|"
    r"(?:dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|\d+) "
    r"(?:ciudades|estados|provincias|departamentos|regiones))\b"
)
# What comes of a deed that is known: more dead, arrests, a funeral, people let go.
LOOKS_BACK = re.compile(
    r"\b(?:toll|funerals?|bur(?:y|ied|ial)|vigils?|mourn\w*|tributes?|pay respects|arrest\w*|detained|in custody|"
    r"condemn\w*|surviv\w*|manhunt|rewards?|freed|releas\w*|rescued|escaped?|ransom|aftermath|succumb\w*|reopen\w*|"
    r"displaced|counts? (?:the )?cost|demands? justice|charged|continues|lifted|extended|more bodies|"
    r"(?:bodies|remains) (?:found|recovered)|(?:day|days|week|hours) after|"
    r"after (?:a|two|three|four|\d+) (?:day|days|weeks?) of|last (?:night|week|weekend)[’']s|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: night| morning| evening)?[’']s|"
    r"asciend\w*|se elev\w*|(?:aument|sub)\w* a \w+ (?:el|la|los|las)|cifra de|saldo|sepelios?|funeral\w*|"
    r"entierr\w*|sepult\w*|vel(?:an|atorio|orio)|despid(?:en|ieron) a|homenajes?|luto|captur\w*|deten\w*|detien\w*|"
    r"arrestad\w*|recompensa|conden\w*|liberad\w*|rescatad\w*|reabr\w*|desplazad\w*|sobreviv\w*|rescate|"
    r"dias? despues|tras \w+ (?:dias?|horas|semanas) de|continuan?|levant(?:an|ado|ada|o)|prorrog\w*|"
    r"tras (?:el|la|los|las) (?:atentado|ataque|matanza|masacre|explosion|tiroteo|balacera|asesinato|secuestro|"
    r"bombardeo|golpe)|muere (?:otr|un|en el)\w*)\b"
)
# A correction of a name or a number leaves the event standing; these words take it back.
TAKEN_BACK = re.compile(
    r"\b(?:retract\w*|withdr[ae]w\w*|did not (?:happen|occur|take place)|never (?:happened|took place)|"
    r"there (?:was|were|had been|has been) no|"
    r"(?:was|had been) no (?:such )?(?:attack|shooting|bomb|explosion|blast)|false|untrue|hoax|unfounded|"
    r"in error|mistakenly reported|was not an? (?:attack|bomb|shooting)|"
    r"retir[oa]\w* (?:la|su|el) \w+|se retracta\w*|no (?:ocurrio|sucedio|existio|hubo)|fals[oa]s?|infundad[oa]|"
    r"desmint\w+|desmient\w+|por error)\b"
)
# Who denied it owns up: that is no denial.
OWNS_UP = re.compile(
    r"\b(?:admit\w*|acknowledg\w*|conced\w*|confirm\w*|reconoc\w*|rectific\w*)\b.*"
    r"\b(?:den(?:y|ied|ial|ials|ying)|dismiss\w*|neg(?:ado|ada|aron|aba|aban|arlo)|habia negado|desment\w+)\b"
)
# Of several some are free, or let go, and of what was ordered something still holds: that is no end of it.
PARTLY = re.compile(
    r"\b(?:although|though|but|while|aunque|pero|si bien)\b[^.;:]{0,30}\b(?:remains?|stays?|still|keeps?|mantien\w+|"
    r"sigue[n]?|permanece[n]?|continuan?)\b|"
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozens|some|most|many|half|\d+) of (?:the |its |their )?"
    r"(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|\d+|kidnapped|abducted|captured|seized|"
    r"captive) )*(?:\w+ )?(?:abducted|kidnapped|captured|seized|taken|captives?|hostages?|workers|students|pupils|"
    r"passengers|girls|women|men|farmers|villagers|teachers|worshippers|people|four|five|six|seven|eight|nine|ten|\d+)\b|"
    r"(?:still|remain\w*) (?:being )?(?:held|captive|missing|hostage|in captivity)|"
    r"\bthe (?:others?|remaining|rest)\b|"
    r"\b(?:un[oa]|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|alguno?a?s|vari[oa]s|la mitad|\d+) de "
    r"(?:los|las) (?:\w+ )?(?:\w+ )?(?:secuestrad|plagiad|rehen|retenid|cautiv|estudiantes|alumn|trabajador|pasajer|"
    r"mujeres|campesin|maestr)\w*|"
    r"(?:sigue[n]?|permanece[n]?|continuan?) (?:secuestrad|retenid|cautiv|desaparecid|en cautiverio|como rehen)\w*"
)
# An authority's own word that it is over. "No further threat" stands in most first notices and ends nothing.
ENDED = re.compile(
    r"\ball[- ]clear\b(?! (?:has not|is not|was not))|\bdeclared (?:clear|safe)\b|"
    r"\b(?:order|lockdown|curfew|alert|advice|cordon|evacuation|warning|siege|operation|search|demonstration|protest|"
    r"strike|blockade)s?\b(?: \w+){0,4}? (?:is|are|was|were|has|have|has been|have been|now)? ?"
    r"(?:lifted|over|ended|stood down|called off|cancelled)\b(?! (?:by|to|until|from))|"
    r"\b(?:lifting|revocation) of\b|\blevantamiento de\b|"
    r"\bend of (?:the )?(?:operations?|alert|lockdown|evacuation)\b|\bno longer (?:a|any) (?:threat|danger|risk)\b|"
    r"\b(?:may|can) (?:now )?(?:return (?:home|to)|leave (?:their|the) (?:homes?|shelters?)|go (?:back|home))\b|"
    r"\bnormal (?:movement|traffic|services?) (?:has |have )?(?:been )?resumed\b|"
    r"\bse levant(?:a|an|o|aron)\b|\blevantad[oa]s? (?:el|la|los|las)\b|"
    r"\b(?:ha|han) (?:finalizado|terminado|concluido)\b|"
    r"\bfinaliz(?:a|o|an|aron)\b|"
    r"\bfin (?:de la|del?) "
    r"(?:dispositivo|operativo|operacion|confinamiento|alerta|emergencia|toque de queda|evacuacion)\b|"
    r"\b(?:situacion|incidente|emergencia|fuga)(?: ya)?(?: esta| se encuentra| ha sido| fue| quedo)? "
    r"(?:controlad|superad|resuelt)[oa]\b|\bya no (?:hay|existe) (?:peligro|riesgo|amenaza)\b|"
    r"\b(?:ya )?(?:se )?pueden? (?:ya )?(?:salir|volver a (?:sus|su)|regresar)\b|\bvuelve (?:a )?la normalidad\b"
)
# Who was taken is free, all of them unless PARTLY says otherwise.
FREED = re.compile(
    r"\b(?:freed|released|rescued|regain(?:s|ed)? (?:their |her |his )?freedom|walk(?:s|ed)? free|"
    r"liberan|liberad[oa]s?|rescatan|rescatad[oa]s?|recobr\w+ (?:la|su) libertad|recuper\w+ (?:la|su) libertad)\b"
)
# Of those who are freed: so many, which may be some of them; or every one.
COUNTED = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|some|dozens|"
    r"un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|docenas?|decenas?|algun[oa]s)\b"
)
EVERY = re.compile(
    r"\b(?:all|every|the (?:last|remaining)|tod[oa]s|(?:el|la|los|las) (?:ultim|restant)[oae]s?|los demas)\b"
)
# Of an end: what was closed is open.
OPEN_AGAIN = re.compile(r"\b(?:re-?open\w*|open again|reabr\w*|reabiert\w*|reapertura|reanud\w*|resum\w*)\b")
FATAL = re.compile(
    r"(?<!no )(?<!no one )(?<!nobody )(?<!nobody was )(?<!no one was )(?<!not )"
    r"\b(?:killed|killing|kills|dead|deaths?|deceased|died|die|dies|fatal|fatally|fatalit(?:y|ies)|bodies|slain|"
    r"murder(?:ed|s)?|martyred|perish(?:ed)?|homicides?|lynched|beheaded|massacred?|"
    r"lost (?:his|her|their) li(?:fe|ves)|claim(?:s|ed) (?:\w+ ){1,2}lives)\b"
    r"|(?<!sin )(?<!ningun )(?<!no hubo )"
    r"\b(?:muert[oa]s?|muer(?:e|en)|murio|murieron|fallec\w+|mat[oa](?:ron|ban|n)?|asesin\w+|cadaver(?:es)?|"
    r"victimas mortales|victima mortal|sin vida|perec(?:en|ieron)|cobr\w+ (?:la|\w+) vidas?|abatid[oa]s?|"
    r"pi?erd\w+ la vida|ejecut(?:an|ad[oa]s?)|ultimad[oa]s?|acribillad[oa]s?|masacr\w+|homicidios?|linchad[oa]s?|"
    r"decapitad[oa]s?|sin signos vitales)\b"
)
