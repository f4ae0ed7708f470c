"""The words of the example, in the language of the plan. The names of the fields are the same in all three."""

from app.kernel.text import LocalText

T = LocalText
TITLE = T("Mal for saksframlegg", "Mal for saksframlegg", "Template of a case paper")
FOOTER = T("Skrive ut", "Skrevet ut", "Written")
HEAD = (
    (T("Saksnummer", "Saksnummer", "Case number"), "{{ saksnummer }}"),
    (T("Dato", "Dato", "Date"), "{{ dato }}"),
    (T("Versjon av planen", "Versjon av planen", "Version of the plan"), "{{ versjon }}"),
    (T("Avtaleperiode", "Avtaleperiode", "Period of the agreement"), "{{ periode }}"),
    (T("Partar", "Parter", "Parties"), "{{ partar }}"),
    (T("Samla budsjett", "Samlet budsjett", "Budget in all"), "{{ budsjett }}"),
)
PARTS = (
    (T("Handsaming", "Behandling", "Procedure"), (("Body Text", "møtetabell"),)),
    (T("Framlegg til vedtak", "Forslag til vedtak", "Proposed decision"), (("Body Text", "vedtak"),)),
    (T("Samandrag", "Sammendrag", "Summary"), (("Body Text", "samandrag"),)),
    (
        T("Kva planen har å seie for oss", "Hva planen betyr for oss", "What the plan means for us"),
        (("Body Text", "lokalt_avsnitt"), ("List Bullet", "lokale_tiltak")),
    ),
    (T("Prioriterte tiltak", "Prioriterte tiltak", "Measures with priority"), (("List Bullet", "prioriterte_tiltak"),)),
    (
        T("Økonomi", "Økonomi", "Economy"),
        (("Body Text", "økonomi"), ("Body Text", "budsjettabell"), ("Body Text", "delmåltabell")),
    ),
)
"""Headings, and the fields below each with the style of its paragraph."""
