"""Three ways to write an action plan that are hard to read: counted by Word, put in frames, gathered in large tables."""

import unicodedata
from collections.abc import Sequence
from typing import Any

from . import ooxml as x

HEADS = ["nr", "Tiltak", "Hovudansvarleg", "Samarbeidspartar", "Tidsramme"]
SOURCES = ["KDD 13.50 post 66", "Kommunal eigendel", "Fylkeskommunen", "Statsforvalter"]
SOURCES += ["Offentlege tilskotsordningar", "Anna"]
SHY, NO_BREAK, NARROW = "\u00ad", "\u00a0", "\u202f"
MONTHS = {"05": "mai", "06": "juni"}


class Plain:
    """Writes with styles and typed numbers. Whoever writes otherwise overrides."""

    def __init__(self, source: dict[str, Any]) -> None:
        self.source = source
        self.lists: list[tuple[int, int]] = []
        self.is_in_list = False

    def write(self) -> bytes:
        s = self.source
        versions = [[self.version(v), v["dato"], v["status"], v["sist_endra_av"]] for v in s["versjonslogg"]]
        parties = [[one["part"], ""] for one in s["godkjenning"]]
        texts = {number: self.lines(lines) for number, lines in s["seksjonstekst"].items()}
        parts = [
            x.p(x.run("Utkast til handlingsplan - oppfølging av Bygdevekstavtale for Vest-Telemark"), "Title"),
            x.p(x.run("Fyresdal, Kviteseid, Nissedal, Seljord, Tokke og Vinje kommune")),
            self.contents(),
            self.heading(1, "Logg (slettast i endeleg versjon)"),
            self.table(["Versjon", "Dato", "Status", "Sist endra av"], versions),
            self.section("1", "Introduksjon") + texts["1"],
            self.section("2", "Rammer for handlingsplanen") + texts["2"],
            self.section("3", "Handlingsplan 2025 per delmål") + texts["3"],
            self.priorities(),
            *(self.goal(goal) for goal in s["delmal"]),
            self.section("4", "Organisering") + texts["4"],
            self.section("5", "Lokal og regional forankring") + texts["5"],
            self.table(["Kommune", "Formannskap", "Kommunestyre"], self.days()),
            self.money(),
            self.section("8", "Handlingsplanen er godkjent av"),
            self.table(["Samarbeidspart", "Dato for (politisk) godkjenning"], parties),
        ]
        return x.package("".join(parts), self.lists)

    # -- what others write otherwise ---------------------------------------------------------------------------

    def contents(self) -> str:
        return ""

    def version(self, one: dict[str, str]) -> str:
        return f"{one['versjon']}\n{one['namn']}"

    def heading(self, level: int, text: str) -> str:
        return x.p(x.in_runs(text), f"Overskrift{level}")

    def section(self, number: str, heading: str) -> str:
        return self.heading(1, f"{number} {heading}")

    def priorities(self) -> str:
        return self.heading(2, "Prioriteringar 2025")

    def goal_heading(self, goal: dict[str, Any]) -> str:
        return self.heading(3, f"Delmål {goal['nr']}: {goal['offisiell_tittel']}")

    def measure_heading(self, one: dict[str, Any]) -> str:
        return self.heading(4, f"Tiltak {one['nummer']}: {one['tittel']}")

    def days(self) -> list[list[str]]:
        return [
            [m["kommune"], *(self.day(m[body]) for body in ("formannskap", "kommunestyre"))]
            for m in self.source["forankring"]
        ]

    def day(self, day: str) -> str:
        year, month, number = day.split("-")
        return f"{int(number)}. {MONTHS[month]} {year}"

    def amount(self, value: int | None) -> str:
        return "" if value is None else f"{value:,}".replace(",", NO_BREAK)

    def names(self, names: Sequence[str]) -> str:
        return x.p(x.run(", ".join(names)))

    def number(self, one: dict[str, Any]) -> str:
        return x.p(x.run(str(one["nummer"])))

    # -- text ---------------------------------------------------------------------------------------------------

    def lines(self, lines: Sequence[str]) -> str:
        self.is_in_list = False
        return "".join(map(self.line, lines))

    def line(self, text: str) -> str:
        number, _, rest = text.partition(". ")
        if number.isdigit() and len(number) == 1:
            if not self.is_in_list:
                self.lists.append((100 + len(self.lists), x.ROWS))
            self.is_in_list = True
            return x.p(self.letters(rest), numbered=(self.lists[-1][0], 0))
        self.is_in_list = False
        if text.startswith("• "):
            return x.p(self.letters(text[2:]), numbered=(x.BULLETS, 0))
        return x.p(self.letters(text))

    def letters(self, text: str) -> str:
        return x.run(text)

    def goal(self, goal: dict[str, Any]) -> str:
        measures = [one for one in self.source["tiltak"] if one["delmal"] == goal["nr"]]
        parts = [
            self.goal_heading(goal),
            self.introduction(goal),
            x.p(x.run("Hovudmål")) + x.p(x.run(goal["hovudmaal"])) + x.p(x.run(goal["merknad"])),
            self.measures(measures),
            *map(self.measure, measures),
        ]
        return "".join(parts)

    def introduction(self, goal: dict[str, Any]) -> str:
        return self.lines([*(goal["innleiing"] or []), *(goal["kommentar"] or [])])

    def measure(self, one: dict[str, Any]) -> str:
        parts = [self.measure_heading(one)]
        parts += [x.p(x.run(one["undertittel"]))] if one["undertittel"] else []
        for section in one["seksjonar"]:
            heading = section["overskrift"]
            parts += [self.heading(5, heading)] if heading else []
            parts.append(self.lines(section["blokker"]))
        return "".join(parts)

    # -- tables -------------------------------------------------------------------------------------------------

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str | None]]) -> str:
        return x.table(x.row(x.cell(x.p(x.run(text or ""))) for text in line) for line in [heads, *rows])

    def measure_row(self, one: dict[str, Any]) -> str:
        names = (self.names(one["hovudansvarleg"]), self.names(one["samarbeidspartar"]))
        cells = [self.number(one), x.p(x.run(one["tittel_i_tabell"])), *names, x.p(x.run(one["tidsramme_tekst"]))]
        return x.row(map(x.cell, cells))

    def heads(self) -> str:
        return x.row(x.cell(x.p(x.run(text))) for text in HEADS)

    def measures(self, measures: Sequence[dict[str, Any]]) -> str:
        return x.table([self.heads(), *map(self.measure_row, measures)])

    def money(self) -> str:
        s = self.source
        titles = {str(one["nr"]): one["offisiell_tittel"] for one in s["delmal"]} | {"sum": "SUM"}
        years = ["2025", "2026", "2027", "2028"]
        parts = [self.section("6", "Fordeling av budsjett for heile avtaleperioden (statleg medfinansiering)")]
        rows = [
            self.amount_row(key, titles[key], [amounts["total"], *(amounts[year] for year in years)], (1, 0))
            for key, amounts in s["budsjett_periode"].items()
        ]
        parts.append(x.table([self.money_heads(["Totalbudsjett", *years]), *rows]))
        parts.append(x.p(self.mark() + x.run(s["fotnotar"][0])))
        parts.append(self.section("7", "Samla budsjett og finansiering for 2025"))
        rows = [
            self.amount_row(
                key,
                titles[key],
                [amounts["total"], amounts["kdd_13_50_post_66"], amounts["kommunal_eigendel"], *[None] * 4],
                (0, 2),
            )
            for key, amounts in s["finansiering_2025"].items()
        ]
        parts.append(x.table([self.money_heads(["Totalbudsjett", *SOURCES]), *rows]))
        parts.append(x.p(self.mark() + x.run(s["fotnotar"][1])))
        return "".join(parts)

    def money_heads(self, heads: Sequence[str]) -> str:
        return x.row(x.cell(x.p(x.run(text))) for text in ["", "Delmål", *heads])

    def amount_row(self, key: str, title: str, amounts: Sequence[int | None], marked: tuple[int, int]) -> str:
        number = "" if key == "sum" else key
        cells = [x.cell(x.p(x.run(text))) for text in (number, title)]
        for n, amount in enumerate(amounts):
            mark = self.mark() if (int(number or 0), n) == marked else ""
            cells.append(x.cell(x.p(x.run(self.amount(amount)) + mark)))
        return x.row(cells)

    def mark(self) -> str:
        return x.run("*")


class Counted(Plain):
    """Every number and “Tiltak 1:” is counted by Word; the heads of tables are written again after page breaks; words have
    hyphens that are not seen, and letters are in two pieces as a Mac writes them.
    """

    days_written = (
        "11.06.25",
        "19/6-25",
        "torsdag 22. mai 2025",
        "den 12. juni 2025",
        "5.6",
        "19. juni",
        "12. juni, 2025",
    )

    def contents(self) -> str:
        lines = [f"{n} {text}\t{n + 3}" for n, text in ((3, "Handlingsplan 2025 per delmål"), (4, "Organisering"))]
        lines += ["Delmål 1: Fleire eigna bustader\t5", "Tiltak 1: Samarbeid om innsiktsarbeid\t6"]
        made = "".join(x.p(x.field("PAGEREF _Toc1", x.run(line)), "INNH1") for line in lines)
        return x.control(made, '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>')

    def section(self, number: str, heading: str) -> str:
        return x.p(x.in_runs(heading), "Overskrift1", (x.SECTIONS, 0))

    def goal_heading(self, goal: dict[str, Any]) -> str:
        return x.p(x.in_runs(goal["offisiell_tittel"]), "Overskrift3", (x.GOALS, 0))

    def measure_heading(self, one: dict[str, Any]) -> str:
        return x.p(x.in_runs(one["tittel"]), "Overskrift4", (x.GOALS, 1))

    def measures(self, measures: Sequence[dict[str, Any]]) -> str:
        self.lists.append((100 + len(self.lists), x.ROWS))
        rows = [self.measure_row(one) for one in measures]
        return x.table([self.heads(), *rows[:2], self.heads(), *rows[2:]])

    def number(self, one: dict[str, Any]) -> str:
        return x.p("", numbered=(self.lists[-1][0], 0))

    def names(self, names: Sequence[str]) -> str:
        hidden = [name.replace("rådet", f"{SHY}rådet").replace("Vest-T", "Vest\u2011T") for name in names]
        return x.p(x.run(unicodedata.normalize("NFD", ", ".join(hidden))))

    def letters(self, text: str) -> str:
        return x.in_runs(unicodedata.normalize("NFD", text.replace("bustad", f"bu{SHY}stad")))

    def days(self) -> list[list[str]]:
        rows, written = super().days(), iter(self.days_written)
        for line in rows:
            for n in (1, 2):
                line[n] = next(written, line[n])
        return rows


class Framed(Plain):
    """Headings are bold; texts stand in frames, boxes and controls; a table of contents is typed; marks are raised figures."""

    def contents(self) -> str:
        lines = ["3 Handlingsplan 2025 per delmål ........ 5", "Delmål 1: Fleire eigna bustader ........ 6"]
        return "".join(x.p(x.run(line)) for line in lines)

    def heading(self, level: int, text: str) -> str:
        return x.p(x.in_runs(text, "b"))

    def introduction(self, goal: dict[str, Any]) -> str:
        prompt = x.control(x.p(x.run("Klikk her for å skrive inn tekst.")), "<w:showingPlcHdr/>")
        return x.table([x.row([x.cell(prompt + super().introduction(goal))])])

    def measure(self, one: dict[str, Any]) -> str:
        if one["tittel"].startswith("Risiko"):
            first, *rest = one["seksjonar"]
            boxed = x.p(x.run(first["overskrift"], "b")) + self.lines(first["blokker"])
            return (
                self.measure_heading(one)
                + x.p(x.BOXED.format(boxed))
                + super().measure({**one, "seksjonar": rest}).removeprefix(self.measure_heading(one))
            )
        return super().measure(one)

    def line(self, text: str) -> str:
        return x.control(super().line(text))

    def letters(self, text: str) -> str:
        return x.field("REF _Ref1", x.run(text[:9])) + x.run(text[9:]) + x.run(" Dette går ut.", "strike")

    def names(self, names: Sequence[str]) -> str:
        nested = x.table(x.row([x.cell(x.p(x.run(name), numbered=(x.BULLETS, 0)))]) for name in names)
        return nested + x.p("")

    def measure_row(self, one: dict[str, Any]) -> str:
        return x.control(super().measure_row(one))

    def amount(self, value: int | None) -> str:
        return "" if value is None else f"kr{NO_BREAK}{f'{value:,}'.replace(',', NARROW)},-"

    def mark(self) -> str:
        return x.run("1", 'vertAlign w:val="superscript"')


class Gathered(Plain):
    """One table of all measures with a row for each goal, two measures in a row; texts in tables with headings to the left;
    amounts in words, and amounts that go over several years.
    """

    def version(self, one: dict[str, str]) -> str:
        return f"Versjon {one['versjon']} – {one['namn']}"

    def priorities(self) -> str:
        rows = [self.heads()]
        for goal in self.source["delmal"]:
            band = f"Delmål {goal['nr']}: {goal['offisiell_tittel']}"
            rows.append(x.row([x.cell(x.p(x.run(band, "b")), span=5)]))
            measures = [one for one in self.source["tiltak"] if one["delmal"] == goal["nr"]]
            if goal["nr"] == 2:
                rows.append(self.two_in_a_row(measures[:2]))
                measures = measures[2:]
            rows += map(self.measure_row, measures)
        return super().priorities() + x.table(rows)

    def two_in_a_row(self, two: Sequence[dict[str, Any]]) -> str:
        names = [self.names(two[0]["hovudansvarleg"]), self.names(two[0]["samarbeidspartar"])]
        texts = ["".join(x.p(x.run(str(one[key]))) for one in two) for key in ("nummer", "tittel_i_tabell")]
        return x.row(map(x.cell, [*texts, *names, "".join(x.p(x.run(one["tidsramme_tekst"])) for one in two)]))

    def measures(self, measures: Sequence[dict[str, Any]]) -> str:
        return ""

    def goal(self, goal: dict[str, Any]) -> str:
        """Two measures stand in one table, the others are as in the template."""
        measures = [one for one in self.source["tiltak"] if one["delmal"] == goal["nr"]]
        if goal["nr"] != 3:
            return super().goal(goal)
        rows = []
        for one in measures[:2]:
            rows.append((f"Tiltak {one['nummer']}:", x.p(x.run(one["tittel"]))))
            rows += [(section["overskrift"], self.lines(section["blokker"])) for section in one["seksjonar"]]
        sheet = x.table(x.row([x.cell(x.p(x.run(head, "b"))), x.cell(text)]) for head, text in rows)
        head = self.goal_heading(goal) + self.introduction(goal)
        head += x.p(x.run("Hovudmål")) + x.p(x.run(goal["hovudmaal"])) + x.p(x.run(goal["merknad"]))
        return head + sheet + "".join(map(self.measure, measures[2:]))

    def names(self, names: Sequence[str]) -> str:
        """One under the other with no comma, the last with an “og”."""
        lines = [*names[:-2], f"{names[-2]} og {names[-1]}"] if names[-1] != "m.fl." and len(names) > 2 else list(names)
        return "".join(x.p(x.run(line)) for line in lines)

    def day(self, day: str) -> str:
        return f"{super().day(day)} kl. 18.00"

    def amount_row(self, key: str, title: str, amounts: Sequence[int | None], marked: tuple[int, int]) -> str:
        if key == "3" and len(amounts) == 5:
            written = [self.amount(amount) for amount in amounts]
            cells = [x.cell(x.p(x.run(text))) for text in (key, title, "3,6 mill.", *written[1:3])]
            return x.row([*cells, x.cell(x.p(x.run(self.amount(1_400_000))), span=2)])
        return super().amount_row(key, title, amounts, marked)
