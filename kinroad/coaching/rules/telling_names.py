"""Names a note may hold: of medicines, illnesses, courts and papers, in English and Spanish.

They widen `telling_words` by the field's own vocabulary: what is prescribed in recovery and beside it, what people
fall ill with, what a paper from a court or an office is called. Lower case, without accents; the same rules hold.
"""

MEDICINES = (
    # For opioid and alcohol use, and for withdrawal.
    r"methadose|dolophine|lucemyra|lofexidine|revia|probuphine|butrans|belbuca|baclofen|take[- ]?homes?|"
    r"dos(?:ed|ing) line",
    # Opioids, benzodiazepines, sleep, stimulants.
    r"oxycontin|vicodin|hydrocodone|norco|tramadol|morphine|dilaudid|codeine|fentanyl patch\w*|lorazepam|alprazolam",
    r"clonazepam|diazepam|librium|temazepam|zolpidem|lunesta|concerta|dexedrine|strattera|modafinil|phenobarbital",
    # Mood, thought, sleep.
    r"cymbalta|duloxetine|effexor|venlafaxine|paxil|paroxetine|citalopram|escitalopram|fluoxetine|bupropion|remeron",
    r"mirtazapine|buspar|buspirone|lamotrigine|aripiprazole|olanzapine|risperidone|quetiapine|haldol|invega|latuda",
    r"lithobid|topamax|tegretol|prazosin|propranolol|benadryl|melatonina?|unisom|nyquil",
    # Beside it.
    r"amoxicillin|penicillin|epclusa|mavyret|harvoni|truvada|biktarvy|descovy|albuterol|warfarin|eliquis",
    r"metoprolol|amlodipine|omeprazole|advil|aleve|aspirin|acetaminophen|naproxen|steroids?|hormones?|ozempic|nicotine",
    r"(?:sleep|sleeping|pain|cold|allergy|heart|anxiety|diet) (?:aids?|medicine|meds|pills?)|over[- ]the[- ]counter",
    r"(?:half|double[sd]?|twice|skip\w*|miss\w*|stop\w*|cut\w*|split\w*|ration\w*) (?:of )?(?:his|her|their|the) "
    r"(?:shot|strip|strips|patch|scripts?|dose)",
    r"scripts? (?:ran out|for|from)|ran out of (?:his|her|their) (?:script|strips?|refills?)|refills?\b",
    r"metadona|suboxona?|oxicodona|hidrocodona|morfina|tramadol|codeina|lorazepam|clonazepam|diazepam|alprazolam",
    r"sertralina|fluoxetina|gabapentina|quetiapina|amoxicilina|penicilina|paracetamol|ibuprofeno|aspirina|insulina",
    r"ansioliticos?|calmantes?|somniferos?|antipsicoticos?|jeringa de|vacuna mensual|parches? de nicotina",
    r"(?:se|le) (?:acab\w+|termin\w+|olvid\w+) (?:el|la|las|los) (?:medic\w+|pastillas?|receta|dosis|tratamiento)",
    r"remedios? (?:para|de la farmacia)",
)

ILLNESSES = (
    r"shingles|cellulitis|sepsis|staph|mrsa|herpes|chlamydia|gonorrhea|syphilis|hiv|(?:hep|"
    r"hepatitis) ?[abc]? (?:test|result|came|positive|again)|cirrhosis",
    r"endocarditis|tuberculosis|tb test|covid|strep|bronchitis|copd|emphysema|sinus|cancer|tumou?rs?|chemo\w*",
    r"diabet\w+|thyroid|anemi\w+|arthritis|gout|hernia|ulcers?|gallstones?|pancreatitis|kidney stones?|colitis|ibs",
    r"strokes?|epilep\w+|concuss\w+|neuropathy|sciatica|slipped disc|whiplash|frostbite|heat stroke",
    r"scabies|lice|bed ?bug bites|hives|eczema|psoriasis|blisters?|track marks|miscarr\w+|contractions|in labor",
    r"limp(?:s|ed|ing)?|stiff neck|twitch\w*|spasms?|palpitat\w*|skip(?:s|ped|ping)? beats|short of breath|wheez\w*",
    r"out of breath|heartburn|constipat\w+|bloated|dizzy|blurry|earache|nosebleeds?|sunburn|splinters?|"
    r"broke (?:his|her|"
    r"their) (?:arm|leg|ankle|wrist|hand|foot|nose|jaw|rib|collarbone|tooth|finger|toe)",
    r"(?:twisted|sprained|burned|cut|scalded|injured|hurt) (?:his|her|their) (?:ankle|knee|wrist|hand|finger|foot|arm|"
    r"leg|back|shoulder|neck|eye|toe)",
    r"sees? (?:shadows|bugs|spiders|people who|things that)|talks? to (?:people|someone) who (?:is|are) not there",
    r"(?:forgets|forgot|confused about) (?:where|who|what day) (?:he|she|they)|memory loss|dementia|alzheimer\w*",
    r"(?:hasn't|has not|haven't|not) (?:slept|showered) (?:in|for) (?:\w+ )?(?:days|a week)|night terrors|manic",
    r"mania|ocd|adhd|eating disorder|bulimi\w+|anorexi\w+|purging|borderline|dissociat\w*|flashbacks?|depression",
    r"culebrilla|herpes|sifilis|vih|cirrosis|cancer|diabet\w+|anemia|artritis|hernia|ulceras?|tiroides",
    r"derrame|epilepsia|migranas?|jaquecas?|bronquitis|piojos|sarna|ronchas?|ampollas?|granos con|dolor de muelas?",
    r"muela|cojea\w*|calambres?|taquicardia|presion (?:muy )?(?:alta|baja)|zumbido|estren\w+|agruras|diarrea|vomito\w*",
    r"se (?:quemo|torcio|fracturo|quebro|rompio|lastimo) (?:el|la|un|una|los|las) (?:mano|brazo|pie|pierna|tobillo|"
    r"rodilla|dedo|muneca|espalda|cara|costilla|hombro|diente)s?",
    r"ve (?:sombras|cosas|bichos)|habla sol[oa]|olvida (?:donde|quien|que dia)|quebrantad[oa] de salud|fatiga",
)

PAPERS = (
    r"(?:denied|cut off|lost|stopped|appeal\w*) (?:his|her|their|the|my)? ?(?:food stamps|snap|benefits|disability|ssi|"
    r"ssdi|medicaid|unemployment|section 8|voucher|claim)",
    r"denied (?:for|the) (?:job|apartment|housing|loan)[^.!?]{0,30}(?:record|background|past)|background check",
    r"impound\w*|repossess\w*|foreclos\w*|collections? agency|debt collectors?|loan shark|payday loan\w*|lien",
    r"(?:fired|let go|suspended|demoted) (?:him|her|them)?[^.!?]{0,30}(?:because|for being|after|over) [^.!?]{0,40}"
    r"(?:rehab|treatment|recovery|record|past|sick|pregnant|test)",
    r"unpaid wages|(?:won't|refuses to|did not|didn't) pay (?:him|her|them)|back pay|workers'? comp\w*|osha|union rep",
    r"parole\w*|probation\w*|ankle (?:monitor|bracelet)|house arrest|bench warrant|failure to appear|arraign\w*",
    r"detention|jail time|plea|public defense|pre-?trial|diversion program|mandated|court[- ]ordered|ordered by",
    r"affidavit|notar(?:y|ize\w*)|deposition|security deposit|code violation|housing authority|hud",
    r"eviction|three[- ]day notice|\d+[- ]day notice|notice on (?:his|her|their) door|locked out|utilities? shut off",
    r"child welfare|foster (?:care|parents?)|social worker (?:took|wants|came)|case ?worker (?:took|wants|says)",
    r"paternity|alimony|prenup|annul\w*|separation papers|visa\b|work permit|daca|citizenship|asylum|green card",
    r"identity theft|scam(?:med|mer)?|fraud\w*|forg(?:ed|ery)|stolen (?:identity|checks?)|hit and run|reckless driving",
    r"licen[sc]e (?:was |is |got )?(?:suspended|revoked|taken)|driving (?:without|on a suspended)|speeding ticket",
    r"possession charge|trespass\w*|shoplift\w*|domestic violence charge|assault charge|restitution|"
    r"court (?:fees|debt)",
    r"le (?:quitaron|suspendieron|negaron|cortaron) (?:la|el|los|las) (?:licencia|beneficios|estampillas|cupones|"
    r"ayuda|desempleo|seguro|medicaid|visa|permiso)",
    r"lo (?:despidieron|corrieron|echaron) del? (?:trabajo|empleo)|la (?:despidieron|corrieron) (?:del trabajo|por)",
    r"lo despidieron por|no le (?:pagan|pagaron) (?:el|su|sus|las|los) (?:sueldo|salario|horas|trabajo)|grillete",
    r"papel(?:es)? de la corte|aviso de desalojo|deposito de renta|embarg\w+|multa",
    r"permiso de trabajo|residencia permanente|ciudadania|papeles migratorios|estafa\w*|fraude|robo de identidad",
    r"condena\w*|oficial de (?:probatoria|libertad)|probatoria|custodia|patria potestad",
)

STEP_WORK = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth) step (?:prayer|work|"
    r"inventory|list|amends|with|guide|worksheet)",
    r"(?:redo|write|wrote|writing|finish\w*|share|read|do|doing) (?:his|her|their|a|my) (?:\w+ )?inventory",
    r"(?:amends|sponsor) (?:to|says|said|wants|told|asked|letter|list)|(?:find|get|fire|need|want|change|ask)\w* "
    r"(?:\w+ )?(?:a |new |his |her |their )?sponsor",
    r"step (?:study|guide|worksheet|meeting questions)|stuck (?:on|at|in) (?:step|the (?:first|second|third|fourth))",
    r"serenity prayer means|powerless (?:over|means)|turn (?:it|my will|his will|her will) over|god of (?:his|"
    r"her|their) "
    r"understanding|big book",
    r"(?:su|un|mi|otr[oa]|nuev[oa]) (?:padrino|madrina)|padrino de (?:aa|na)|libro grande|oracion del tercer paso",
    r"(?:primer|segundo|tercer|cuarto|quinto|sexto|septimo|octavo|noveno|decimo) paso (?:con|y|le|no|de aa)",
    r"hacer (?:su |el |un )?inventario|poder superior|enmiendas",
)

DANGERS = (
    r"(?:rope|belt|cord|noose|sheet)[^.!?]{0,30}(?:neck|rod|beam|rafter|ceiling|tree|door ?knob)|noose",
    r"(?:found|lying|went) (?:him |her |them )?(?:there )?(?:cold|limp|blue|gray|lifeless|unresponsive)|"
    r"(?:barely|hardly|not) "
    r"breathing|no pulse|foaming|gurgling|choking on|nodd(?:ed|ing) (?:off|out)[^.!?]{0,30}(?:wheel|driving|wake)",
    r"(?:drank|drink|swallowed|drinking) (?:\w+ ){0,2}(?:bleach|antifreeze|poison|detergent|mouthwash|hand sanitizer|"
    r"rubbing alcohol|drain cleaner)|(?<!food )poison(?:ed|ing)",
    r"(?:walks?|walking|stood|standing|sits?|sitting|lies|lay) (?:on|by|near|"
    r"at) (?:the )?(?:\w+ )?(?:train )?(?:tracks|"
    r"railroad|ledge|rooftop|roof edge|edge of the (?:roof|bridge))|(?:walk|step|ran|run)\w* into traffic",
    r"(?:says|said|saying|writes|wrote) (?:his |her |their )?(?:goodbyes?|farewells?)|(?:last|final) (?:goodbye|letter|"
    r"wishes)|suicide note|kms\b|unalive",
    r"(?:what|whats)(?:'s| is) the point (?:of living|anymore|any more)|(?:hopeless|worthless) and|burden to (?:every|"
    r"my|his|her|their)|(?:won't|will not) be (?:here|around) (?:much longer|tomorrow|next week)|(?:life|"
    r"it) isn't worth",
    r"(?:stabbed|strangled|raped|assaulted|beat up|attacked|choked) (?:him|her|them|last|by|yesterday|on)",
    r"(?:he|she|husband|boyfriend|girlfriend|wife|ex|partner) (?:chok|strangl|punch|beat|hit|"
    r"threaten)\w+ (?:her|him|me)",
    r"after (?:days|two days|three days|\w+ days) without (?:a drink|drinking)|shaking and seeing|bad batch|laced with",
    r"fell asleep in the snow|carbon monoxide|gas leak|bleeding (?:a lot|badly|and)|won't stop bleeding",
    r"(?:soga|cuerda|cinturon|cable|sabana)[^.!?]{0,30}(?:cuello|viga|techo|garaje|arbol|puerta)|no tiene pulso|"
    r"fri[oa] "
    r"y (?:azul|morad[oa])|echa espuma|no respira bien|apenas respira|se (?:puso|quedo) (?:azul|morad[oa])",
    r"(?:tomo|bebio|trago) (?:\w+ )?(?:cloro|veneno|anticongelante|detergente|alcohol de curar)|envenen\w+",
    r"(?:vias|rieles) del tren|cortarse las|(?:ya )?no (?:quiere|vale la pena) (?:seguir|vivir|"
    r"estar aqui)|se quiere (?:ir|morir)|estar muert[oa]|sin sentido la vida|(?:no|ya no) tiene sentido",
    r"(?:lo|la) (?:apunal|estrangul|ahorc|amenaz|ataco|golpe)\w+ (?:anoche|ayer|con)|no (?:deja|para) de sangrar",
)
