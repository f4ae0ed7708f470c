"""Every route is pinned here with who may use it. A route that is added without a line here is noticed."""

PUBLIC = "public"
ROUTES = {
    "pages.root": ("/", PUBLIC),
    "pages.home": ("/<any(nn,nb,en):lang>/", PUBLIC),
    "pages.help": ("/<any(nn,nb,en):lang>/hjelp", PUBLIC),
    "pages.about": ("/<any(nn,nb,en):lang>/om", PUBLIC),
    "pages.privacy": ("/<any(nn,nb,en):lang>/personvern", PUBLIC),
    "catalogue.search": ("/<any(nn,nb,en):lang>/ordningar", PUBLIC),
    "catalogue.scheme": ("/<any(nn,nb,en):lang>/ordningar/<key>", PUBLIC),
    "catalogue.organisations": ("/<any(nn,nb,en):lang>/aktorar", PUBLIC),
    "catalogue.organisation": ("/<any(nn,nb,en):lang>/aktorar/<key>", PUBLIC),
    "catalogue.glossary": ("/<any(nn,nb,en):lang>/omgrep", PUBLIC),
    "catalogue.practice": ("/<any(nn,nb,en):lang>/dome", PUBLIC),
    "catalogue.practice_example": ("/<any(nn,nb,en):lang>/dome/<key>", PUBLIC),
    "api.schemes": ("/api/v1/schemes", PUBLIC),
    "api.scheme": ("/api/v1/schemes/<key>", PUBLIC),
    "api.glossary": ("/api/v1/glossary", PUBLIC),
    "api.practice": ("/api/v1/practice", PUBLIC),
    "api.organisations": ("/api/v1/organisations", PUBLIC),
    "api.vocabularies": ("/api/v1/vocabularies", PUBLIC),
    "api.suggest": ("/api/v1/suggest", PUBLIC),
    "openapi.openapi": ("/openapi.json", PUBLIC),
    "health.alive": ("/healthz", PUBLIC),
    "health.ready": ("/readyz", PUBLIC),
}


def test_every_route_is_pinned(app) -> None:
    assert {rule.endpoint: rule.rule for rule in app.url_map.iter_rules()} == {
        endpoint: address for endpoint, (address, _) in ROUTES.items()
    }


def test_what_is_public_only_reads(app) -> None:
    for rule in app.url_map.iter_rules():
        if ROUTES.get(rule.endpoint, ("", PUBLIC))[1] == PUBLIC:
            assert rule.methods == {"GET", "HEAD", "OPTIONS"}, rule


def test_no_endpoint_answers_at_two_addresses(app) -> None:
    rules = [rule.endpoint for rule in app.url_map.iter_rules()]
    assert len(rules) == len(set(rules))


def test_a_page_address_starts_with_its_language(app) -> None:
    for rule in app.url_map.iter_rules():
        if rule.endpoint.split(".")[0] in ("pages", "catalogue") and rule.endpoint != "pages.root":
            assert rule.rule.startswith("/<any(nn,nb,en):lang>/"), rule
