"""Writes an action plan the way people do in Word: what a template says is one thing, what they press is another."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor

NARROW, NO_BREAK = "\u202f", "\u00a0"
GREY = RGBColor(0x80, 0x80, 0x80)
DATES = {"2025-06-17": "17. .juni 2025"}
MONTHS = {"05": "mai", "06": "juni"}


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How somebody writes. All off is as the template wants it."""

    fake_headings: bool = False
    """Bold paragraphs instead of headings."""
    plain_headings: bool = False
    """Neither bold nor style: only the words."""
    numbers_by_word: bool = False
    """The sections' numbers are counted by Word, and not in the text."""
    title_below: bool = False
    """“Tiltak 3”, and its title on the next line."""
    inline_headings: bool = False
    typed_bullets: bool = False
    space: str = " "
    grey: bool = False
    split_tables: bool = False
    """A page break in the table, and a new one with the same columns after it."""
    cut_row: bool = False
    """The last row goes on in the table after the page break."""
    stray_table: bool = False
    """The rest of the second table stands in the middle of the text of a measure."""
    merged_cells: bool = False
    run_together: bool = False
    tracked: bool = False
    with_and: bool = False
    """“A, B og C” in lists of names."""
    captions: bool = True
    log: bool = True


def written(source: dict[str, Any], manner: Manner) -> bytes:
    """The .docx of a source in the form of the inventory."""
    return _Writer(source, manner).write()


class _Writer:
    def __init__(self, source: dict[str, Any], manner: Manner) -> None:
        self.source, self.manner = source, manner
        self.to: Any = Document()

    def write(self) -> bytes:
        s = self.source
        self.to.add_paragraph(
            "Utkast til handlingsplan - oppfølging av Bygdevekstavtale for Vest-Telemark", style="Title"
        )
        self.to.add_paragraph("Fyresdal, Kviteseid, Nissedal, Seljord, Tokke og Vinje kommune")
        if self.manner.log:
            self.heading(1, "Logg (slettast i endeleg versjon)")
            rows = [
                [f"{v['versjon']}\n{v['namn']}", v["dato"], v["status"], v["sist_endra_av"]] for v in s["versjonslogg"]
            ]
            self.table(["Versjon", "Dato", "Status", "Sist endra av"], rows)
        self.section("1", "Introduksjon", s["seksjonstekst"].get("1", []))
        self.section("2", "Rammer for handlingsplanen", s["seksjonstekst"].get("2", []))
        self.section("3", "Handlingsplan 2025 per delmål", s["seksjonstekst"].get("3", []))
        self.heading(2, "Prioriteringar 2025")
        for goal in s["delmal"]:
            self.goal(goal)
        self.section("4", "Organisering", s["seksjonstekst"].get("4", []))
        if self.manner.captions:
            self.to.add_paragraph("Figur 1")
        self.section("5", "Lokal og regional forankring", s["seksjonstekst"].get("5", []))
        rows = [[m["kommune"], self.day(m["formannskap"]), self.day(m["kommunestyre"])] for m in s["forankring"]]
        self.table(["Kommune", "Formannskap", "Kommunestyre"], rows)
        self.money()
        self.section("8", "Handlingsplanen er godkjent av", [])
        parties = [[one["part"], ""] for one in s["godkjenning"]]
        self.table(["Samarbeidspart", "Dato for (politisk) godkjenning"], [*parties, ["", ""]])
        out = BytesIO()
        self.to.save(out)
        return out.getvalue()

    # -- headings and text ------------------------------------------------------------------------------------

    def heading(self, level: int, text: str) -> None:
        if self.manner.plain_headings:
            self.to.add_paragraph(text)
        elif self.manner.fake_headings:
            self.to.add_paragraph().add_run(text).bold = True
        else:
            self.to.add_heading(text, level)

    def section(self, number: str, heading: str, lines: Sequence[str]) -> None:
        self.heading(1, heading if self.manner.numbers_by_word else f"{number} {heading}")
        for line in lines:
            self.line(line)

    def line(self, text: str) -> None:
        bullet = text.removeprefix("• ")
        number, _, numbered = text.partition(". ")
        if bullet != text and not self.manner.typed_bullets:
            self.to.add_paragraph(bullet, style="List Bullet")
        elif number.isdigit() and len(number) == 1 and not self.manner.typed_bullets:
            self.to.add_paragraph(numbered, style="List Number")
        elif self.manner.tracked and len(text) > 80:
            self.tracked(text)
        else:
            self.to.add_paragraph(text)

    def tracked(self, text: str) -> None:
        """The middle word is put in by a change, and a word that is not there is taken out by another."""
        words = text.split(" ")
        half = len(words) // 2
        paragraph = self.to.add_paragraph(" ".join(words[:half]) + " ")
        for tag, inner, word in (("w:del", "w:delText", "feil "), ("w:ins", "w:t", words[half])):
            change, run, letters = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner)
            letters.text = word
            letters.set(qn("xml:space"), "preserve")
            run.append(letters)
            change.append(run)
            paragraph._p.append(change)
        paragraph.add_run(" " + " ".join(words[half + 1 :]))

    def goal(self, goal: dict[str, Any]) -> None:
        number, title = (
            goal["nr"],
            goal["tittel_i_overskrift"] if "tittel_i_overskrift" in goal else goal["offisiell_tittel"],
        )
        self.heading(3, f"Delmål {number}: {title}")
        for line in [*(goal["innleiing"] or []), *(goal["kommentar"] or [])]:
            self.line(line)
        if self.manner.inline_headings:
            self.to.add_paragraph(f"Hovudmål: {goal['hovudmaal']}")
        else:
            self.to.add_paragraph("Hovudmål")
            self.to.add_paragraph(goal["hovudmaal"])
        self.to.add_paragraph(goal["merknad"])
        measures = [one for one in self.source["tiltak"] if one["delmal"] == number]
        rest = self.measures(number, measures)
        for n, measure in enumerate(measures):
            self.measure(measure, rest if n == 1 else None)

    def measure(self, measure: dict[str, Any], stray: Callable[[], None] | None) -> None:
        number, title = measure["nummer"], measure["tittel"]
        if self.manner.title_below:
            self.heading(4, f"Tiltak {number}:" if number % 2 else f"Tiltak {number}")
            self.to.add_paragraph(title)
        else:
            self.heading(4, f"Tiltak {number}{':' if number % 2 else ''} {title}")
        if measure["undertittel"]:
            self.to.add_paragraph(measure["undertittel"])
        for section in measure["seksjonar"]:
            heading, lines = section["overskrift"], list(section["blokker"])
            if heading and heading != "(utan overskrift)":
                if self.manner.inline_headings and section["type"] == "utfordring":
                    paragraph = self.to.add_paragraph()
                    paragraph.add_run(f"{heading} ").bold = True
                    paragraph.add_run(lines.pop(0))
                else:
                    self.heading(5, heading)
            for line in lines:
                if stray and " av " in line and not line.startswith("• "):
                    before, _, after = line.rpartition(" av ")
                    self.to.add_paragraph(f"{before} av")
                    stray()
                    self.to.add_paragraph(after)
                    stray = None
                    continue
                self.line(line)
        if stray:
            stray()

    # -- tables -----------------------------------------------------------------------------------------------

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]], *, has_heads: bool = True) -> Any:
        table = self.to.add_table(0, len(heads))
        for row in [heads, *rows] if has_heads else rows:
            cells = table.add_row().cells
            for cell, text in zip(cells, row, strict=True):
                first, *more = text.split("\n")
                cell.text = first
                for line in more:
                    cell.add_paragraph(line)
        return table

    def names(self, names: Sequence[str]) -> str:
        if self.manner.with_and and len(names) > 2 and names[-1] != "m.fl.":
            return f"{', '.join(names[:-1])} og {names[-1]}"
        return ", ".join(names)

    def measures(self, goal: int, measures: Sequence[dict[str, Any]]) -> Callable[[], None] | None:
        heads = ["nr", "Tiltak", "Hovudansvarleg", "Samarbeidspartar", "Tidsramme"]
        rows = [
            [
                str(one["nummer"]),
                one["tittel_i_tabell"],
                self.names(one["hovudansvarleg"]),
                self.names(one["samarbeidspartar"]),
                one["tidsramme_tekst"],
            ]
            for one in measures
        ]
        if self.manner.captions:
            self.to.add_paragraph(f"Tabell {goal}")
        is_stray = self.manner.stray_table and goal == 2
        cut = len(rows) - 1 if (self.manner.split_tables or is_stray) else len(rows)
        table = self.table(heads, rows[:cut])
        self._dress(table, measures[:cut])
        if is_stray:
            return lambda: self._dress(self.table(heads, rows[cut:], has_heads=False), measures[cut:], first=0)
        if cut < len(rows):
            self.to.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
            last = list(rows[cut])
            if self.manner.cut_row:
                partners = last[3].split(", ")
                first, rest = list(last), ["", "", "", ", ".join(partners[1:]), ""]
                first[3] = partners[0] + ","
                self._dress(self.table(heads, [first, rest], has_heads=False), [measures[cut]] * 2, first=0)
            else:
                self._dress(self.table(heads, [last], has_heads=goal == 1), measures[cut:], first=int(goal == 1))
        return None

    def _dress(self, table: Any, measures: Sequence[dict[str, Any]], first: int = 1) -> None:
        rows = list(table.rows)[first:]
        for row, measure in zip(rows, measures, strict=True):
            if self.manner.grey and measure["tid_fra"] != 2025:
                for cell in row.cells:
                    for paragraph in cell.paragraphs:
                        for run in paragraph.runs:
                            run.font.color.rgb = GREY
        if self.manner.merged_cells and len(rows) > 1 and first:
            kept = rows[0].cells[2].text
            merged = rows[0].cells[2].merge(rows[-1].cells[2])
            merged.text = kept

    def day(self, day: str) -> str:
        year, month, number = day.split("-")
        return DATES.get(day, f"{int(number)}. {MONTHS[month]} {year}")

    def amount(self, value: int | None, star: str = "") -> str:
        return "" if value is None else f"{value:,}".replace(",", self.manner.space) + star

    def money(self) -> None:
        titles = {str(one["nr"]): one["offisiell_tittel"] for one in self.source["delmal"]} | {"sum": "SUM"}
        self.section("6", "Fordeling av budsjett for heile avtaleperioden (statleg medfinansiering)", [])
        years = ["2025", "2026", "2027", "2028"]
        rows = []
        for key, amounts in self.source["budsjett_periode"].items():
            star = "*" if key == "1" else ""
            cells = [self.amount(amounts["total"], star), *(self.amount(amounts[year]) for year in years)]
            if self.manner.run_together and key == "1":
                cells = [" ".join(cells), "", "", "", ""]
            rows.append(["" if key == "sum" else key, titles[key], *cells])
        self.table(["", "Delmål", "Total-\nbudsjett", *years], rows)
        self.to.add_paragraph(f"*{self.source['fotnotar'][0]}")
        self.section("7", "Samla budsjett og finansiering for 2025", [])
        sources = ["kdd_13_50_post_66", "kommunal_eigendel", "", "", "", ""]
        heads = ["KDD 13.50 post 66", "Kommunal eigendel", "Fylkeskommunen", "Statsforvalter"]
        heads += ["Offentlege tilskotsordningar", "Anna"]
        rows = [["", "Delmål", "Totalbudsjett", *heads]]
        for key, amounts in self.source["finansiering_2025"].items():
            title = "Korleis få fleire private arbeidsplassar" if key == "2" else titles[key]
            cells = [
                self.amount(amounts.get(one), "*" if (key, one) == ("sum", "kommunal_eigendel") else "")
                for one in sources
            ]
            rows.append(["" if key == "sum" else key, title, self.amount(amounts["total"]), *cells])
        table = self.table(["", "", "", "Finansieringskjelder", "", "", "", "", ""], rows)
        table.rows[0].cells[3].merge(table.rows[0].cells[8])
        self.to.add_paragraph(f"*{self.source['fotnotar'][1]}")
