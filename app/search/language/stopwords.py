"""Words that say nothing alone, in three languages. They are indexed all the same: *Ut i jobb* is a name."""

STOP = frozenset(
    """og i på til for av med om frå fra som er å at det den dei de ein ei eit en et eg jeg du vi me dykk dere kan kunne
    skal vil vere være har ha hadde få får ikkje ikke kva hva kven hvem korleis hvordan når då da der her eller men også òg
    så seg sin si sitt sine min mi mitt mine din di ditt dine noko noe nokon noen alle alt mange meir mer ved hos under over
    etter før mot mellom utan uten blir bli vert må bør berre bare sjølv selv denne dette desse disse kor hvor gje gi mitt
    the a an of to for in on and or is are be with from my your our we i you can how what who when do does get need want""".split()
)

EVERYDAY = frozenset(
    """oss vår vårt våre vart hans hennar hennes deira deres han ho hun henne ham dem dykkar eigen eiga eige egen eget
    slik slike nokre annan anna annen annet andre kvar hver kvart hvert begge ingen ingenting same samme
    no nå snart straks alltid aldri ofte gjerne kanskje dessverre veldig svært ganske litt lite mye mykje nok igjen att
    heim hjem dit hit opp ned inn ut bort fram frem tilbake saman sammen åleine alene først siste neste enno ennå
    allereie allerede dessutan dessuten likevel fordi dersom viss hvis mens medan sidan siden difor derfor enn rundt
    er var vore vært blitt vorte blei vart gjere gjer gjør gjøre gjorde gjort gå går gjekk gikk gått kome kjem kommer
    kom komme kommet ta tek tar tok tatt teke setje sette set setter leggje legge legg legger stå står sto stod liggje
    ligge ligg ligger halde holde held holder sjå se ser såg veit vet vite visste tru tro trur tror tenkje tenke
    tenkjer tenker tenkt seie si seier sier sa sagt spørje spørre spør snakke snakka snakker prate finne finn finner
    finst finnes finns fins lure lurer lurar lurt klare klarer klarar slite slit sliter håpe håper like liker likar
    måtte burde skulle ville kunne trengs hatt fått gitt gir gjev vart handlar handler
    kona kone mannen mann folk ting noko gang gong gonger ganger måte dag dagar dager år veke uke månad måned tid
    januar februar mars april mai juni juli august september oktober november desember
    måndag mandag tysdag tirsdag onsdag torsdag fredag laurdag lørdag sundag søndag morgon morgen kveld
    leve lever levd prøve prøver prøvd skaffe skaffar skaffer fikse ordne ordnar ordner lage lager laga laget drive
    driv driver drevet eige eig eier leite leitar leter passe passar passer bestemme imot unna stadig ofte masse
    person personar personer vanskeleg vanskelig lett mogleg mulig viktig rett riktig fin fint fleste interessert
    fleire flere ulike hei takk altså liksom jo da vel ferd
    am was were been being have has had having would should could might must shall will may like wants wanted wish
    looking look find know think tell say go going went come coming get getting got make makes making take taking give
    giving us me him her she he they them their our ours your yours it its this that these those there here where why
    which while because if so too very just also only some any many much more most please hi hello thanks someone
    something anyone anything cannot not no into up out at by as about over than then still again now today soon
    become becoming keep keeps let use using try trying turn put run running own owns already never ever always around
    lot lots bit kind place way year years month months day days time times first last next able possible possibly really""".split()
)
"""Words of everyday talk around what somebody means. They may be met, but a query does not depend on them."""
