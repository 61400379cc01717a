"""Words by which a gate knows that a text is no news of violence: one table a language.

Written as terms of the rule language (see `rules.terms`). A language without a table has only the
gates that need no words: the date of the event, and the place.
"""

from __future__ import annotations

from collections.abc import Mapping

Cues = Mapping[str, tuple[str, ...]]


def _terms(text: str) -> tuple[str, ...]:
    """One term between commas; words of more than one stand as they are, in any form."""
    return tuple(term.strip() for term in text.replace("\n", " ").split(",") if term.strip())


ENGLISH: Cues = {
    "court": _terms(
        """sentence to, "sentenced", convict*, "found guilty", "guilty of", find <words> guilty, plead guilty,
        "pleaded not guilty", on trial, stand trial, "trial", "trials", jury, juror, testif*, verdict, acquit*,
        indict*, charge with, "charged over", "court heard", tell <words> court, "life in prison",
        year in prison, year in jail, "life imprisonment", death sentence, appeal court, court rule,
        court order, defendant, extradit*, arraign*, parole, lawsuit, supreme court, war crimes, "pre-trial",
        "inquest", plea, court jail, jail <words> over, jail <words> for, "jailed for", retrial,
        "court martial" """
    ),
    "court_weak": _terms(
        """prosecutor, "court", judge, "the accused", "accused of", lawyer, attorney, "charged", "charges",
        magistrate, "suspects", "alleged", investigation, "law", arrest warrant, probe"""
    ),
    "history": _terms(
        """ "for decades", "for years", over the years, in recent years, anniversar*, commemorat*, memorial,
        museum, remembrance, on this day, tell the story, histor* of, historian, look back, "world war",
        "cold war", veteran, lay flowers, wreath, in memory of, exhibition, exhibit, archaeolog*, "in history",
        decades ago, "years ago", "memoir", biography, "19th century", "20th century", "nineteenth century" """
    ),
    "sport": _terms(
        """penalty shootout, league, striker, midfielder, goalkeeper, quarterback, overtime, "points", "guard",
        "world cup", "extra time", playoff, "grand slam", halftime, "first half", "second half", goal, score,
        coach, free throw, rebound, inning, homer, touchdown, tournament, championship, derby, rout,
        "long range", wicket, basketball, football, soccer, baseball, hockey, rugby, tennis, cricket, boxing,
        athlete, olympic*, "nba", "nfl", "fifa", "uefa", "match", season, cup, "final", semifinal,
        "quarter-final", champion, teammate, roster, batting, bowler, three pointer, "penalties", team, roller,
        defender, winger, "victory", "beat", "in three", knockout, "boxer", "golf", marathon, racing, "bulls",
        "pistons", "lakers", "united" """
    ),
    "fiction": _terms(
        """thriller, film review, book review, movie review, album review, novel, novelist, screenplay,
        "starring", film about, film follow, new film, new movie, movie about, play about, series about,
        short film, video game, videogame, sequel, "box office", "trailer", the play, critic love, episode,
        "premiere", "premieres", playwright, filmmaker, "fictional", fiction, "netflix", tv drama, crime drama,
        comic book, documentary, graphic novel, stage production, "the musical", opera, bestseller,
        screenwriter, player must, gamers, "tv series", "tv show", new series, miniseries, "action film",
        "action movie", plot of, "the film", "the movie" """
    ),
    "hazard": _terms(
        """storm, typhoon, hurricane, cyclone, flood, earthquake, tsunami, landslide, mudslide, avalanche,
        volcan*, wildfire, bushfire, forest fire, heatwave, heat wave, blizzard, tornado, covid, coronavirus,
        pandemic, epidemic, cholera, ebola, drought, snowfall, heavy rain, monsoon, smog"""
    ),
    "drill": _terms(
        """drill, exercise, "simulated", simulation, rehearsal, "mock", training course, "war games", wargame,
        "live-fire training" """
    ),
    "advice": _terms("""how to, what to do if, what to do when, what to do in, tips for, tips to, explainer"""),
    "business": _terms(
        """price war, price cut, "prices", market share, shareholder, "shares", stock market, "stocks", investor,
        analyst, quarterly, profit margin, "margins", "profits", revenue, retailer, takeover bid,
        hostile takeover, startup, discount, interest rate, trade war, tariff"""
    ),
    "that_day": _terms(
        """that day, that night, that morning, that afternoon, that evening, that year, on the day, back then"""
    ),
    "bill": _terms(
        """bill would, bill could, the bill, a bill, draft law, law on, new law, first reading, "legislation",
        proposed law, bill to"""
    ),
    "opinion": _terms(
        """ "stay safe", advice for, guide to, "i fear", "in my opinion", "op-ed", editorial, columnist, "my view",
        opinion, "i believe", "we need to talk", "why do", q&a, "our readers", to the editor, "letter" """
    ),
    "accident": _terms(
        """accident, accidental*, gas cylinder, gas leak, gas explosion, gas blast, gas tank, gas pipeline,
        boiler, short circuit, fireworks factory, fireworks plant, fireworks warehouse, fireworks store,
        fireworks depot, firecracker factory, firework factory, chemical plant, coal mine, electrical fault,
        controlled explosion, controlled detonation, controlled blast, controlled demolition,
        pressure cooker exploded, wildfire, forest fire, bushfire, brush fire, volcan*, lightning, stove,
        transformer, "industrial", gas canister, propane, refinery, steam, tyre burst, dust explosion,
        "cooking", crash, collision, methane, "meteor", battery, batteries, "e-bike", lithium, kerosene,
        faulty, malfunction, engine, overheated, oil tanker, fuel tanker, rocket launch, spacex, supernova"""
    ),
    "not_accident": _terms(
        """ruled out an accident, not an accident, rule out <words> accident, deliberate*, arson*, bomb, bomber,
        attack, attacker, explosive device, militant, terroris*, rebel, guerrilla, sabotage"""
    ),
    "statistics": _terms(
        """percent, per cent, "rate", "rates", "so far this year", "this year alone", "annual", "annually",
        yearly, statistic*, "figures", average of, according to data, "data show", "data shows", report say,
        since the start of the year, "year on year", "survey", "poll", study find, research*,
        record <number> homicide, record <number> murder, "number of", "compared with", compared to,
        "decline in", "rise in", "increase in", "drop in", "fell by", "rose by", index, trend,
        "in the first half", "first quarter", per 100, "in total", "since january", each year, every year,
        a year, ranking, "ranked" """
    ),
    "denial": _terms(
        """false alarm, hoax, "unfounded", turn out to be, "sonic boom", come from fireworks, was fireworks,
        were fireworks, "prank", "not gunfire", "not gunshots", "not a bomb", "not an attack",
        "not a shooting", "no bomb", no explosive*, "fake news", "rumours", "rumors", "baseless", "untrue",
        car backfir*, no truth, "peacefully", without incident, "no evidence of", "without violence",
        "no violence", "no threat", "passed off peacefully", "harmless", "car backfiring", "no weapon",
        "toy gun", "thunder", disinformation, misinformation, "never happened", "did not happen",
        "false report", "false reports" """
    ),
    "no": _terms(""" "no", "not", never, without, "neither", "nor", "cannot be described" """),
    "no_but": _terms(
        """no one, nobody, none, no injuries, no casualties, no deaths, no group, no claim, no arrests,
        no suspects, not immediately, not yet, not clear, not known, not been identified, not say, not only,
        "not far", not release, no immediate, no details, not identify, "no less", "no longer", "no fewer",
        no organization, no organisation, without warning, without provocation, deny responsibility,
        deny involvement, deny any role, deny any involvement, deny any responsibility, deny being, "no sign",
        "not the first", "without injuries", "with no" """
    ),
    "denied": _terms(
        """deny that, "denied reports", deny a report, deny any, "denied there", deny claim, deny <words> report,
        "dismissed reports", "rejected reports", "refuted", "debunked" """
    ),
    "correction": _terms(
        """withdraw its report, withdrew its report, withdrew a report, retract*, correction, corrected,
        "issued in error", "in error", erroneous*, mistakenly, "sent by mistake", "an earlier version" """
    ),
    "modal": _terms(
        """would, could, might, should, if, unless, in case of, fear of, "fears of", "feared", risk of, possible,
        potential, prevent, avoid, plan to, planned to, "planning to", intend to, hope to, aim to,
        "anyone who", whoever, "may", "will", going to, ready to, want to, "wants to", vow to, threaten to,
        threat of, "warned of", warn of, against, to combat, combat, to fight, stop, curb, end, ban, propose*,
        "imagine", suppose, "were to", likely, capable of, hypothetical*, "the possibility", prepare for,
        "in the event of", deter, "designed to", "such as", "so-called", speculat*, "conspiracy", conspire,
        plot to, "must", "can", "cannot", "let us", "whether", "no to", "future" """
    ),
    "ongoing": _terms(
        """ "still going on", ongoing, "under way", underway, continue, "active shooter", "still trapped",
        "remains trapped", "remain trapped", at large, standoff, "barricaded", still hold, "are being held",
        "is being held", "siege", "in progress", "still burning", "unfolding", "still at large", on the run,
        "raging", fighting continue, "right now", "manhunt", "developing", "are fleeing", "is under attack" """
    ),
    "nobody_hurt": _terms(
        """ "no one was hurt", "no one was injured", "nobody was hurt", "nobody was injured", "no injuries",
        "no casualties", "no victims", "without causing casualties", "without casualties", "no one was killed",
        "no deaths", "nobody was killed", "no one hurt", "no one injured", "escaped unharmed", "unhurt",
        "unharmed", "no reports of injuries", "no fatalities", "not injured", "no loss of life" """
    ),
    "official": _terms(
        """police, army, ministry, minister, authority, government, president, governor, mayor, embassy,
        consulate, military, "official", "officials", civil protection, fire department, sheriff,
        "fire service", interior ministry, spokesman, spokesperson, security forces"""
    ),
    "warner": _terms(
        """embassy, consulate, state department, foreign ministry, foreign office, ministry, civil protection,
        police, army, government, authority, sheriff, governor, mayor, "officials" """
    ),
    "hard": _terms(
        """police, gunman, gunfire, gunshot, tear gas, stab, wound, injure, dead, "killed", "kills", hospital,
        ambulance, arrest, explosive, bullet, soldier, victim, riot, smash, loot, flee, "set fire" """
    ),
    "dead": _terms(
        """kill, die, dead, murder, assassinate, slay, slain, "deaths", death, massacre, execute, "lives", behead,
        "fatalities", perish, "bodies" """
    ),
    "hurt": _terms("""wound, injure, hurt, "injuries", hospitalize, hospitalise, "casualties" """),
    "kidnapped": _terms("""kidnap, abduct, seize, hostage, "taken" """),
    "actor": _terms(
        """gunman, armed man, masked man, hooded man, masked gunman, unidentified gunman, unknown gunman,
        suspected militant, militant, islamist, jihadist, rebel, guerrilla, terrorist, suicide bomber, bomber,
        attacker, assailant, bandit, robber, cartel member, gang member, "gang", cartel, insurgent, separatist,
        paramilitar*, militia, extremist, "boko haram", "al shabaab", "islamic state", taliban, hitman, hitmen,
        mob, hamas, hezbollah, death squad, unidentified individual, unknown assailant, unidentified man,
        armed group, drug trafficker, pirate, sniper, knifeman, armed civilian, armed individual,
        russian forces, "soldiers", "troops" """
    ),
    "not_counted": _terms(
        """gunman, man, attacker, assailant, militant, bomber, bandit, rebel, guerrilla, bomb, explosion, blast,
        car, vehicle, shot, rocket, missile, drone, suspect, hour, day, week, month, year, kilometer,
        kilometre, mile, meter, grenade, charge, kilo, house, building, armed, hooded, masked, unidentified,
        individual, terrorist, time, state, city, region, bullet"""
    ),
    "site": _terms(
        """market, bus terminal, bus station, train station, railway station, metro station, subway station,
        school, church, mosque, synagogue, temple, hospital, airport, hotel, shopping mall, shopping centre,
        shopping center, mall, restaurant, bar, cafe, nightclub, checkpoint, police station, police post,
        army base, military base, barracks, embassy, consulate, stadium, bank, prison, university, bridge,
        highway, petrol station, gas station, supermarket, office, courthouse, theatre, theater, cinema, beach,
        park, square, port, farm, refugee camp, wedding hall, bus, train, ferry, power substation, pipeline,
        parliament, palace, tax office, radio station, mine, refinery, concert hall, festival, kindergarten,
        college, warehouse, factory, border crossing, road"""
    ),
    "toll": _terms(
        """another body, death toll, die of <words> injury, die of <words> wound, succumb*, "more bodies",
        "last body", died in hospital, toll"""
    ),
    "ended": _terms("""freed, release, rescue, lift, end, reopen, arrested, captured, surrender, foiled, thwart"""),
    "retold": _terms(
        """meanwhile, previously, earlier this year, in recent years, background, recall*, over the years,
        for years, "wave of", "series of", "string of" """
    ),
    "lookalike": _terms(
        """heart attack, panic attack, asthma attack, anxiety attack, heart attacks, photo shoot, film shoot,
        shoot a film, shoot a video, shoot a movie, shoot <words> film, shoot <words> scene,
        shoot <words> footage, shoot <words> documentary, shot by photographer, shot by <words> photographer,
        shot in the arm, "long shot", "shot put", shot on goal, shots on goal, "shot on target",
        shots on target, "jump shot", "free kick", "slap shot", hot shot, big shot, "mug shot", "booster shot",
        flu shot, "vaccine shots", shot up <number>, shot of espresso, screen shot, "best shot", "drop shot",
        "took a shot", moon shot, shark attack, dog attack, bear attack, crocodile attack, animal attack,
        bird attack, bee attack, tiger attack, elephant attack, leopard attack, wolf attack, attack by dogs,
        cyber attack, cyberattack, hacker attack, ransomware attack, phishing attack, ddos attack,
        "denial of service", "supply chain attack", malware attack, verbal attack, scathing attack,
        blistering attack, stinging attack, personal attack, "attack ad", "attack ads", political attack,
        attack line, attack on the budget, attack on <words> policy, attack on <words> record,
        attack on <words> plan, attack on <words> budget, attack on <words> critics, attack <words> plan,
        attack <words> proposal, attack <words> reform, attack <words> budget, attack <words> decision,
        attack <words> idea, attack <words> bill, attack <words> rival, attack the opposition,
        attack the government's, attack on democracy, attack on freedom, attack on free speech,
        attack on poverty, attack on the problem, "attacking midfielder", "attacking midfield", counter-attack,
        "attacking play", attack <words> policy, attacking football, attack the problem, attack his rival,
        attack <words> opponent, launch <words> attack on <words> budget, time bomb, ticking bomb, bath bomb,
        bomb cyclone, photo bomb, "box office bomb", "box-office bomb", "bombshell", "bomb calorimeter",
        cherry bomb, "bombs away", seed bomb, "sex bomb", "logic bomb", debt bomb, carbon bomb,
        "bomb squad officer", weather bomb, f-bomb, price war, trade war, war of words, bidding war, star wars,
        culture war, tariff war, "war on drugs", "war on poverty", "war on waste", turf war, rate war,
        "war chest", cola war, population explosion, explosion of colour, explosion of color,
        explosion of interest, explosion in demand, explosion in sales, explosion in the number,
        explosion of joy, explosion of flavour, explosion of flavor, explosion of creativity, explosive growth,
        explosive report, explosive allegation, explosive speech, explosive start,
        explosive device disposal training, "cambrian explosion", "explode in popularity", explode onto,
        sales exploded, explosion of new, "under fire for", "come under fire for", "came under fire for",
        "came under fire from critics", under fire over, "in the line of fire", fire sale,
        "fired from his job", "fire the coach", fire his manager, fired as, "was fired", "hire and fire",
        "fire cannons", friendly fire drill, camp fire, bonfire, fireplace, "fire in the belly", fire engine,
        "caught fire in", fired up, strike deal, strike a deal, strike an agreement, strike a balance,
        strike a chord, strike gold, strike oil, strike partnership, strike rate, lightning strike,
        bird strike, hunger strike, "strike out", strike zone, "strike a blow", strike price, strike a tone,
        strike a note, "strikes a deal", "struck a deal", "struck deal", three strikes, hostage to,
        "held hostage by", hijack the agenda, hijack the debate, hijack <words> narrative,
        "hijacked by politics", kill time, killing time, kill off, "killer app", "killer whale",
        "killer heels", "killer instinct", kill the bill, kill the deal, "painkiller", "killed the deal",
        "killed the bill", "kill switch", "dressed to kill", "weed killer", kill bacteria, kill cancer,
        killed off, "kills germs", dead heat, "dead end", "dead line", "deadline", dead sea, dead weight,
        "drop dead", dead ball, penalty kick, penalty shootout, "shootout win", shootout victory,
        shootout loss, "shoot-out win", "won in a shootout", "in a shootout win", penalty shoot-out,
        "shootout goal", raid the fridge, raid on savings, "price raid", protest vote, protest song,
        "under protest", riot of colour, riot of color, "laugh riot", run riot, "protest against the referee",
        "read the riot act", "quiet riot", "riot games", "take a stab at", "had a stab at", "stab in the back",
        backstab*, "stabbing pain", march on, arsonist's, "blow up <words> photo", "blow up in his face",
        "blow up in", "blew up on social media", blown up images, blown away, blow the whistle, coup for,
        "coup de grace", "transfer coup", "diplomatic coup", "publicity coup", "coup in signing", "major coup",
        "a coup for", "curfew for teens", "curfew breaker", "team curfew", gun down the road, "top gun",
        "jump the gun", "gun salute", "gunning for", "stick to his guns", "gun control", "sniper kovac",
        "arms race", "the hunger games", "capture the flag", assassin's creed, "character assassination",
        "counter strike", "counter-strike", "call of duty", "battle royale", "battle of the bands",
        "shooting star", "shooting guard", "shooting stars", "trouble shooting", "shooting schedule",
        "shooting percentage", "shooting from", "trapshooting", "sport shooting", "clay shooting",
        "shooting hoops", "shooting range", "shooting club", "bombed out of", "bombed in",
        "bomb disposal museum", "smoke bomb", "bomb at the box office", "bombed at the box office",
        bomb in three, "bombing from three", bombed the exam, "bomb the test", "dive bomb", hit by a car,
        "massacre in the derby", "derby massacre", "election rout", "chemical romance",
        "mass shooting of the film", "killing spree of goals", "poison pill", poison ivy, food poisoning,
        "shelling peas", "shelling out", "shell out", "shell company", "tax raid", explode with joy,
        "explode with laughter", "mob boss", "flash mob", "executed the plan", execute the plan, "executed a",
        "execute a", executed brilliantly, "executed the", "executive", "ambushed by reporters",
        ambush marketing, "kidnapped the show", "loot box", "loot boxes", "hit and run in baseball",
        "tank top", "armed with data", "armed with a", "battle with cancer", "battle against cancer",
        "battle with illness", "invasion of privacy", "pitch invasion", "invasive",
        "military coup d'etat anniversary" """
    ),
}

SPANISH: Cues = {
    "court": _terms(
        """acusar formalmente, presentar cargos, formular cargos, imputar cargos, sentenciar, condenar a <words> ano,
        condenan a, "fue sentenciado", "sentencia", "anos de prision",
        "anos de carcel", "cadena perpetua", juicio, "declarado culpable", "declaro culpable", "culpable",
        culpables, absuelt*, absolver, imputad*, dictar sentencia, "tribunal condeno", "prision preventiva",
        "vinculado a proceso", "vincularon a proceso", extradit*, procesado, procesados, "testifico",
        testificar, condenado, condenada, condenados, "condeno a <number>", "condeno a cadena",
        "condenan a <number>", "corte suprema", acusado de, acusados de, "pena de muerte",
        "auto de procesamiento", "corte penal", "crimenes de guerra", "querella", "sentencio" """
    ),
    "court_weak": _terms(
        """juez, jueza, fiscal, fiscalia, magistrado, magistrada, acusado, acusados, abogado, "corte", "juzgado",
        tribunal, jurado, audiencia, presunto, presunta, proceso, "investigacion", "ley" """
    ),
    "history": _terms(
        """"durante la dictadura", "en la dictadura", "la ultima dictadura",  "durante decadas", "durante anos",
        "desde hace decadas", "desde hace anos", "en los ultimos anos",
        aniversario, conmemor*, museo, recordar <words> ano, "en memoria de", homenaje, "un dia como hoy",
        efemeride*, "segunda guerra mundial", "primera guerra mundial", "guerra fria", historiador,
        historiadora, exposicion, muestra fotografica, "la historia de", "hace decadas", "hace anos",
        "ofrenda floral", veterano, "siglo xix", "siglo xx", biografia, "memorias", arqueolog*,
        "rindieron tributo", recuerd* a las victimas, "guerra civil espanola" """
    ),
    "sport": _terms(
        """gol, goles, delantero, delantera, portero, arquero, guardameta, "partido de futbol", futbol, liga,
        campeonato, torneo, entrenador, "segundo tiempo", "primer tiempo", "tanda de penales",
        "tanda de penaltis", penales, penaltis, marcador, triunfo, equipo, copa, seleccion, mediocampista,
        volante, "minuto <number>", "al minuto", jugador, jugadora, goleador, goleada, remate, jonron,
        baloncesto, "triple", tenis, beisbol, boxeo, olimpic*, "cuartos de final", semifinal, "la final",
        fichaje, cancha, descenso, maraton, ciclista, medallista, campeon, victoria, derbi, clasico,
        "el partido", equipos, pivote, atleta, golear,
        aficion, visitante, liguilla, futbolista, anotador, encestar, canasta"""
    ),
    "fiction": _terms(
        """pelicula, "filme", "nuevo libro", "su libro", reseña, critica de cine, novela, "juego de disparos",
        "el jugador debe", "la serie",
        "una serie", "nueva serie", thriller, estreno, estrena, estreno*, protagonista, guion, guionista,
        actor, actriz, cineasta, "director de cine", videojuego, cortometraje, documental, taquilla,
        "obra de teatro", telenovela, trama, personaje, personajes, ficcion, historieta, comic, netflix,
        teatral, cuento, escritor, escritora, "largometraje", dramaturgo"""
    ),
    "hazard": _terms(
        """tormenta, tifon, huracan, ciclon, inundacion, terremoto, sismo, tsunami, deslave, alud, derrumbe,
        volcan*, incendio forestal, ola de calor, nevada, tornado, covid, coronavirus, pandemia, epidemia,
        colera, dengue, sequia, lluvias, fuertes lluvias, contaminacion"""
    ),
    "drill": _terms(
        """simulacro, simulacros, simular, fingido, fingida, ensayar, "ejercicio militar", "ejercicios militares",
        ejercicio de,
        "ejercicios de", ensayo, maniobras, simulado, simulada, simularon, simulacion, "ejercicio conjunto" """
    ),
    "advice": _terms(
        """ "como protegerse", "que hacer si", "que hacer en caso", "que hacer cuando", "que hacer ante", consejos,
        "como reaccionar" """
    ),
    "business": _terms(
        """guerra de precios, guerra comercial, cuota de mercado, accionista, "acciones de la", bolsa de valores,
        inversionista, inversor, "analistas", trimestral, "ganancias", "utilidades", "ventas", descuento,
        rebaja, tasa de interes, arancel, "precios", mercado bursatil, cotizacion"""
    ),
    "that_day": _terms(
        """aquel dia, aquella noche, aquella mañana, aquella tarde, aquel año, ese dia, esa noche, ese año,
        en aquel entonces"""
    ),
    "bill": _terms(
        """ "proyecto de ley", "la ley", "una ley", "nueva ley", "reforma penal", "iniciativa de ley",
        "castigaria", "codigo penal" """
    ),
    "opinion": _terms(
        """opinion, editorial, columna, columnista, "guia para", recomendaciones para, "como actuar",
        "a mi juicio", "carta al director", "cartas al director", "creo que", temo que"""
    ),
    "accident": _terms(
        """accident*, avioneta, aeronave, "al chocar", "cilindro de gas", "fuga de gas", "tanque de gas", pirotecni*,
        "corto circuito",
        cortocircuito, caldera, bombona, "pipa de gas", "mina de carbon", grisu, "acumulacion de gas", volcan,
        volcanica, "incendio forestal", "incendios forestales", refineria, transformador, choque, colision,
        "explosion controlada", "detonacion controlada", "voladura controlada", estufa, metano, "polvora",
        "fabrica de fuegos", electrodomestico, bateria, "falla electrica", "falla mecanica", ducto, gasoducto,
        cohete, meteorito, "demolicion", "balon de gas", garrafa, querosene, "camion cisterna" """
    ),
    "not_accident": _terms(
        """ "descartan un accidente", "descarto un accidente", "no fue un accidente", intencional*, "intencionado",
        provocado, bomba, atentado, ataque, "artefacto explosivo", terroris*, guerriller*, sabotaje, rebelde,
        coche bomba, "explosivos" """
    ),
    "statistics": _terms(
        """ "por ciento", "cada hora", "cada dos horas", "cada tres horas", "cada cuatro horas", "cada dia",
        estadistic*, "tasa de", "tasas de", semestre, trimestre, "en lo que va del ano",
        "en lo que va de ano", "en lo que va de", "cifras", promedio, "informe anual",
        registro <number> homicidios, "registro <number> asesinatos", indice, "respecto al ano",
        "comparado con", "en comparacion con", bajaron un, aumentaron un, subieron un, cayeron un, disminuy*,
        "un aumento de", "una reduccion de", "cada ano", "encuesta", "estudio", "al ano", "anual",
        "el numero de", "balance anual", "ranking" """
    ),
    "denial": _terms(
        """ "falsa alarma", "sin incidentes", desmint*, desmentir, descartar, "resulto ser", "resultaron ser",
        "eran fuegos artificiales", "fueron fuegos artificiales", "era pirotecnia", "sin violencia", "bulo",
        "noticia falsa", "noticias falsas", "rumores", "es falso", "son falsos", broma, "estampido sonico",
        "no se trato de", "no era una bomba", "no fue un ataque", "no era un", "infundado", "infundada",
        "en calma", "en paz", "pacificamente", "era falsa", "falso reporte", trueno, truenos, "no existio",
        "nunca existio", calificar de falso, "eran petardos", "eran cohetes", "eran cohetones", "era polvora",
        "eran juegos pirotecnicos", inexistente"""
    ),
    "no": _terms(""" "no", "nunca", "sin", "ni", "ningun", "ninguna", jamas"""),
    "no_but": _terms(
        """ "sin heridos", "sin victimas", nadie, "ningun grupo", "no se sabe", "no esta claro", "no solo",
        "no han sido identificados", "sin previo aviso", "sin mediar palabra", "sin que",
        "no ha sido identificado", "no identificado", "no identificados", "ninguna organizacion", "no dejo",
        "no causo", "no hubo victimas", "no hubo heridos", "aun no", "todavia no", "no lejos",
        "sin lesionados", "no hay victimas", "no hay heridos", "sin danos", "sin precisar", "sin rumbo" """
    ),
    "denied": _terms(
        """negar que, "nego que", "nego que haya", "nego la", negar un, negar una, negar <words> que haya,
        negar <words> que hubiera,
        negar <words> que hubo, "nego reportes", "negaron que", "negaron la" """
    ),
    "correction": _terms(
        """ "retiro su nota", "retiro la noticia", rectific*, "fe de erratas", correccion, "por error", retract*,
        "se retracto", "retiro su informe", "corrige", "version anterior", "fe de errores" """
    ),
    "modal": _terms(
        """podria, podrian, seria, pueda, puedan, "puede", "pueden", si, "en caso de", "temor a", "riesgo de",
        posible, posibles, prevenir, evitar, planear, planea, "pretende", "pretendia", quienes, "quien",
        castigaria, sancionaria, "proyecto de ley", amenaza de, amenazo con, amenazar con, "amenazan con",
        lucha contra, luchar contra, guerra contra, combate contra, protesta contra, protestar contra,
        marcha contra, marchar contra, campana contra, ley contra, plan contra, medidas contra, accion contra,
        operativo contra, politica contra, estrategia contra, unidad contra, pronunciarse contra, combatir,
        "ante el", "potencial", potenciales, "como si", "se preparan para", "preparar", eventual, habria,
        haria, "ante la posibilidad", "posibilidad de", hipotetico, "frenar", "ojala", "supuesto", "buscara",
        buscan, "para que no", "a fin de", impedir, disuadir, "debe", "deberia", "capaz de", "futuro",
        "futuros", "propone", temer que, "impondria", "el llamado", "sera", "seran" """
    ),
    "ongoing": _terms(
        """ "sigue activo", continua, continuan, continuaban, "en curso", "sigue abierto", "aun se", "todavia",
        persisten, persiste, "siguen atrapados", atrincherad*, "en desarrollo", profugo, profugos,
        "se mantiene", "se mantienen", "sigue retenid*", "a la fuga", "siguen bloqueadas", "en este momento",
        "fuera de control", asedio, "mantiene retenid*", "sigue secuestrad*", "siguen secuestrad*" """
    ),
    "nobody_hurt": _terms(
        """ "sin heridos", "sin victimas", "no hubo victimas", "no hubo heridos", "no dejo victimas",
        "no dejo heridos", "no se reportan heridos", "no se reportaron heridos", "no se registraron heridos",
        "no se registraron victimas", "nadie resulto herido", ilesos, ilesas, ileso, ilesa,
        "no causo victimas", "no causo heridos", "sin lesionados", "no hay heridos", "no hay victimas",
        "sin que hubiera heridos", "no se reportan victimas", "no se reportaron victimas", "no hay lesionados",
        "saldo blanco" """
    ),
    "official": _terms(
        """policia, ejercito, ministerio, ministro, ministra, autoridad, gobierno, presidente, presidenta,
        gobernador, gobernadora, alcalde, alcaldesa, embajada, consulado, militares, fiscalia,
        "proteccion civil", bomberos, "fuerzas armadas", secretaria de, vocero, portavoz"""
    ),
    "warner": _terms(
        """embajada, consulado, ministerio, cancilleria, "proteccion civil", policia, ejercito, gobierno,
        autoridad, gobernador, gobernadora, alcalde, alcaldesa, "departamento de estado" """
    ),
    "hard": _terms(
        """policia, pistolero, sicario, balazo, disparo, "gases lacrimogenos", apunalar, herir, herido, muerto,
        muerta, hospital, ambulancia, detenido, explosivo, bala, soldado, victima, disturbios, saquear, huir,
        incendiar"""
    ),
    "dead": _terms(
        """morir, matar, muerto, muerta, fallecer, fallecido, asesinar, asesinado, "muertes", muerte,
        victima mortal, acribillar, ejecutar, "sin vida", cuerpo, abatir, masacrar, masacre"""
    ),
    "hurt": _terms("""herir, herido, herida, lesionar, lesionado, "lesionados" """),
    "kidnapped": _terms(
        """secuestrar, secuestrado, plagiar, rehen, retener, raptar, "plagiados", "privaron de la libertad" """
    ),
    "actor": _terms(
        """hombre armado, pistolero, sicario, encapuchado, hombre encapuchado, sujeto armado, civil armado,
        guerrillero, terrorista, rebelde, atacante, agresor, delincuente, asaltante, insurgente, yihadista,
        islamista, miliciano, paramilitar, narcotraficante, "grupo armado", comando armado,
        "crimen organizado", "cartel", pandillero, pandilla, desconocido, "individuos armados", extremista,
        disidencia, "eln", "farc", "sendero luminoso", "boko haram", "al shabab", "estado islamico", talibanes,
        suicida, turba, banda, "tropas rusas", "fuerzas rusas", "soldados", "tropas", francotirador, bandido,
        "grupo delictivo" """
    ),
    "not_counted": _terms(
        """hombre, sujeto, pistolero, sicario, atacante, encapuchado, bomba, explosion, carro, vehiculo, camion,
        disparo, misil, dron, cohete, hora, dia, semana, mes, ano, kilometro, metro, granada, armado,
        individuo, bala, casa, vivienda, edificio, estado, delincuente, asaltante, artefacto, carga, kilo,
        veces"""
    ),
    "site": _terms(
        """mercado, "terminal de autobuses", terminal de buses, estacion de tren, estacion de metro, escuela,
        colegio, iglesia, mezquita, sinagoga, templo, hospital, aeropuerto, hotel, centro comercial,
        restaurante, bar, cafe, cafeteria, discoteca, reten, comisaria, "estacion de policia",
        puesto de policia, puesto policial, base militar, cuartel, embajada, consulado, estadio, banco, carcel,
        prision, penal, universidad, puente, carretera, autopista, gasolinera, supermercado, oficina, juzgado,
        palacio de justicia, teatro, cine, playa, parque, plaza, puerto, finca, rancho, campo de refugiados,
        autobus, bus, tren, oleoducto, parlamento, palacio, refineria, festival, fabrica, almacen, barrio, via,
        peluqueria, taller, tienda, centro nocturno, cantina, velorio, palenque"""
    ),
    "toll": _terms(
        """ "otro cuerpo", "numero de muertos", "cifra de muertos", "murio en el hospital",
        "fallecio en el hospital", "sube a", "otra de las heridas", "otro de los heridos", "no resistio" """
    ),
    "ended": _terms(
        """liberar, liberado, rescatar, rescatado, levantar, reabrir, capturado, detenido, frustrar, frustrado"""
    ),
    "retold": _terms(
        """mientras tanto, previamente, "en los ultimos anos", "durante anos", "ola de", "serie de", "racha de" """
    ),
    "lookalike": _terms(
        """ataque al corazon, ataque cardiaco, "ataque de panico", "ataque de ansiedad", "ataque de nervios",
        "ataque de asma", "ataque de risa", "ataque de tos", "ataque verbal", "ataques verbales",
        "ataque de tiburon", "ataque de perro", "ataque de perros", "ataque de un oso", "ataque de un perro",
        "ataque informatico", ciberataque, "ataque cibernetico", "ataques ciberneticos", "ataque de abejas",
        contraataque, "ataque politico", "ataque del equipo", "ataque especulativo", "ataque al presupuesto",
        "linea de ataque", "el ataque rojiblanco", "bomba de agua", "bombas de agua", "bomba de tiempo",
        "bomba informativa", "bomba de gasolina", "bomba de insulina", "bomba mediatica", "fichaje bomba",
        "noticia bomba", "bomba del minuto", "bomba de calor", "bombazo", "bomba de infusion", "bomba desde",
        "bomba al angulo", "bomba demografica", "bomba de combustible", "bombas de calor", "bomba de humo",
        "bomba fiscal", "bomba sexual", "bomba de relojeria", "cuerpo de bomberos", "guerra de precios",
        "guerra comercial", "guerra de declaraciones", "guerra arancelaria", "guerra de palabras",
        "guerra cultural", "guerra de ofertas", "sesion de fotos", "sesion fotografica",
        "disparar los precios", disparar <words> precio, disparar <words> inflacion, disparar <words> ventas,
        disparar <words> dolar, disparar <words> demanda, disparar <words> consumo, precio <words> disparar,
        inflacion <words> disparar, dolar <words> disparar, ventas <words> disparar, demanda <words> disparar,
        disparar <words> costo, disparar <words> turismo, se disparo un <number>, se dispararon un <number>,
        "disparo a puerta", "disparo al arco", "disparo a gol", "disparo cruzado", "disparo desde",
        "disparo de salida", "disparos a puerta", "disparo fotografico", "disparo libre", "tiro libre",
        "tiro de esquina", "tiro al arco", "tiro penal", "tiro con arco", "explosion demografica",
        "explosion de color", "explosion de alegria", "explosion de sabor", "explosion de sabores",
        "explosion de jubilo", "explosion de ventas", "explosion creativa", "explosion de turismo",
        "estallo de alegria", "estallo en aplausos", "estallaron en aplausos", "estallar de risa",
        "estallo en llanto", "estallo en jubilo", "explotar al maximo", "explotar el potencial",
        "explotar recursos", explotar <words> yacimiento, explotar <words> mina, "explotacion",
        "secuestrar datos", "secuestro de carbono", "secuestro de datos", "secuestrar la agenda",
        "protesta formal", "nota de protesta", "huelga de hambre", "manifestacion artistica", "manifestacion cultural",
        "manifestaciones artisticas", "manifestaciones culturales", "herido en su orgullo", tuit incendiario,
        mensaje incendiario, discurso incendiario, declaracion incendiaria, retorica incendiaria, tono incendiario,
        misil desde,
        "mato el partido", "mataron el partido", "ametralladora de goles",
        "bajo protesta", "toma de protesta",
        "tomo protesta", "rindio protesta", "rendir protesta", "rinde protesta", "fuego amigo",
        "fuego cruzado de sabores", "fuego cruzado de declaraciones", "fuego cruzado de criticas",
        "fuego cruzado de acusaciones", "fuego cruzado politico", "en la mira", "fuego lento", "alto el fuego",
        "juegos pirotecnicos", "asalto al liderato", "asalto al titulo", "primer asalto", "ultimo asalto",
        "ataque final", "fusilo al portero", "fusilar al portero", "matar el tiempo", "mato de risa",
        "muerto de risa", "muertos de hambre", "golpe de suerte", "golpe de efecto", "golpe de calor",
        "golpe maestro", "golpe animico", "golpe de timon", "golpe bajo", "bloqueo de tarjetas",
        "bloqueo mental", "bloqueo de cuentas", "bloqueo comercial", "bloqueo economico", "bloqueo creativo",
        "tiroteo de preguntas", "fusil de asombro", "arma de doble filo", "armas de seduccion",
        "toque de balon", "toque de distincion" """
    ),
}

LANGUAGES: Mapping[str, Cues] = {"en": ENGLISH, "es": SPANISH}
