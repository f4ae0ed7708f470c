"""Words that say nothing alone, in three languages. They are indexed all the same: *Ut i jobb* is a name."""

STOP = frozenset(
    """og i på til for av med om frå fra som er å at det den dei de ein ei eit en et eg jeg du vi me dykk dere kan kunne
    skal vil vere være har ha hadde få får ikkje ikke kva hva kven hvem korleis hvordan når då da der her eller men også òg
    så seg sin si sitt sine min mi mitt mine din di ditt dine noko noe nokon noen alle alt mange meir mer ved hos under over
    etter før mot mellom utan uten blir bli vert må bør berre bare sjølv selv denne dette desse disse kor hvor gje gi mitt
    the a an of to for in on and or is are be with from my your our we i you can how what who when do does get need want""".split()
)
