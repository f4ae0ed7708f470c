"""Entries -> the API's shapes."""

from collections.abc import Mapping
from datetime import date

import msgspec

from app.api import shapes
from app.catalogue import presenters, rules
from app.catalogue.freshness.rules import Confirmed, Part
from app.catalogue.indexing import municipalities
from app.catalogue.queries import Published
from app.catalogue.types import Amount, Contact, Organisation, PracticeExample, Scheme, Source, Term
from app.kernel.text import LANGS, Lang


def scheme_item(
    published: Published, organisations: Mapping[str, Organisation], lang: Lang, today: date, base: str
) -> shapes.SchemeItem:
    scheme = published.scheme
    title, promise, summary = (field.pick(lang) for field in (scheme.title, scheme.promise, scheme.summary))
    amount = scheme.amount or Amount()
    coming = rules.next_deadline(scheme.deadline, today)
    return shapes.SchemeItem(
        id=scheme.id,
        url=f"{base}/{lang}/ordningar/{scheme.id}",
        lang=lang,
        title=title.text,
        title_lang=title.lang,
        promise=promise.text,
        promise_lang=promise.lang,
        summary=summary.text,
        summary_lang=summary.lang,
        level=scheme.level.value,
        kinds=list(scheme.kinds),
        provider=shapes.ProviderRef(scheme.provider, organisations[scheme.provider].name.pick(lang).text),
        municipalities=list(municipalities(scheme)),
        audiences=list(scheme.audiences),
        purposes=list(scheme.purposes),
        phases=list(scheme.phases),
        industries=list(scheme.industries),
        amount=shapes.AmountOut(amount.min, amount.max, amount.share_percent, shapes.text(amount.note, lang)),
        deadline=shapes.DeadlineOut(
            scheme.deadline.type.value,
            coming.isoformat() if coming else None,
            rules.is_deadline_confirmed(scheme, today),
            shapes.text(scheme.deadline.text, lang),
        ),
        status=rules.status_of(scheme, today).value,
        confidence=scheme.confidence.value,
        verified_on=scheme.checked_on,
        updated_at=published.updated_at.isoformat(),
    )


def scheme_detail(
    published: Published,
    organisations: Mapping[str, Organisation],
    lang: Lang,
    today: date,
    base: str,
    freshness: Mapping[Part, Confirmed],
) -> shapes.SchemeDetail:
    scheme = published.scheme
    one, many = shapes.text, shapes.texts
    return shapes.SchemeDetail(
        **msgspec.structs.asdict(scheme_item(published, organisations, lang, today, base)),
        name=shapes.Text(scheme.name.text, scheme.name.lang),
        partners=scheme.partners,
        organisation_forms=list(scheme.organisation_forms),
        company_age=one(scheme.company_age, lang),
        company_size=one(scheme.company_size, lang),
        criteria=many(scheme.criteria, lang),
        not_for=many(scheme.not_for, lang),
        steps=many(scheme.steps, lang),
        documents=many(scheme.documents, lang),
        covers=many(scheme.covers, lang),
        not_covered=many(scheme.not_covered, lang),
        examples=[shapes.ExampleOut(e.kind, *e.text.pick(lang), e.source) for e in scheme.examples],
        contacts=[contact(c, lang, own=c in scheme.contacts) for c in presenters.contacts_of(scheme, organisations)],
        sources=[source(s) for s in scheme.sources],
        source_date=scheme.source_date,
        state_aid=shapes.NotedCode(scheme.state_aid.basis.value, one(scheme.state_aid.note, lang)),
        start_before_application=shapes.NotedCode(
            scheme.start_before_application.allowed, one(scheme.start_before_application.note, lang)
        ),
        payment=one(scheme.payment, lang),
        processing_time=one(scheme.processing_time, lang),
        decided_by=one(scheme.decided_by, lang),
        combines_with=many(scheme.combines_with, lang),
        unconfirmed=many(scheme.unconfirmed, lang),
        freshness={
            part.value: shapes.FreshnessOut(c.told, c.by, c.next_check.isoformat(), c.is_overdue(today))
            for part, c in freshness.items()
        },
        apply_url=scheme.apply_url,
        general=scheme.general,
        related=[shapes.RelatedOut(r.id, r.how) for r in scheme.related],
        aliases=scheme.aliases,
        translations={language: _translation(scheme, language) for language in LANGS},
    )


def _translation(scheme: Scheme, lang: Lang) -> shapes.Translation:
    return shapes.Translation(
        title=getattr(scheme.title, lang),
        promise=getattr(scheme.promise, lang),
        summary=getattr(scheme.summary, lang),
        criteria=[getattr(t, lang) for t in scheme.criteria],
        steps=[getattr(t, lang) for t in scheme.steps],
        documents=[getattr(t, lang) for t in scheme.documents],
        examples=[getattr(e.text, lang) for e in scheme.examples],
    )


def contact(value: Contact, lang: Lang, *, own: bool) -> shapes.ContactOut:
    return shapes.ContactOut(
        value.name.pick(lang).text,
        value.phone,
        value.email,
        value.url,
        value.address,
        shapes.text(value.note, lang),
        "scheme" if own else "provider",
    )


def source(value: Source) -> shapes.SourceOut:
    return shapes.SourceOut(value.url, value.title, value.date, value.confirms)


def term_item(term: Term, lang: Lang) -> shapes.TermItem:
    name, definition = term.term.pick(lang), term.definition.pick(lang)
    return shapes.TermItem(
        id=term.id,
        term=name.text,
        term_lang=name.lang,
        definition=definition.text,
        definition_lang=definition.lang,
        also=term.also,
        see_also=[{k: v for k, v in (("term", s.term), ("organisation", s.organisation)) if v} for s in term.see_also],
        source=term.source.pick(lang).text,
        confidence=term.confidence.value,
        translations=shapes.translated(term=term.term, definition=term.definition),
    )


def practice_item(example: PracticeExample, lang: Lang, base: str) -> shapes.PracticeItem:
    return shapes.PracticeItem(
        id=example.id,
        url=f"{base}/{lang}/dome/{example.id}",
        title=example.title.pick(lang).text,
        place=example.place.pick(lang).text,
        municipalities=list(example.municipalities),
        theme=example.theme.pick(lang).text,
        period=example.period,
        facts=shapes.texts(example.facts, lang),
        lesson=shapes.Text(*example.lesson.pick(lang)),
        schemes=example.schemes,
        sources=[source(s) for s in example.sources],
        confidence=example.confidence.value,
        verified_on=example.checked_on,
        translations={
            language: {
                "title": getattr(example.title, language),
                "facts": [getattr(f, language) for f in example.facts],
                "lesson": getattr(example.lesson, language),
            }
            for language in LANGS
        },
    )


def organisation_item(organisation: Organisation, lang: Lang, base: str) -> shapes.OrganisationItem:
    return shapes.OrganisationItem(
        id=organisation.id,
        url=f"{base}/{lang}/aktorar/{organisation.id}",
        name=organisation.name.pick(lang).text,
        level=organisation.level.value,
        type=organisation.type.pick(lang).text,
        description=shapes.Text(*organisation.description.pick(lang)),
        offers=shapes.texts(organisation.offers, lang),
        municipality=organisation.municipality,
        organisation_number=organisation.organisation_number,
        homepage=organisation.homepage,
        contacts=[contact(c, lang, own=False) for c in organisation.contacts],
        sources=[source(s) for s in organisation.sources],
        verified_on=organisation.checked_on,
        translations=shapes.translated(name=organisation.name, description=organisation.description),
    )
