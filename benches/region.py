#!/usr/bin/env python3
"""Writes a region: a made-up site of many institutions, the same for equal seeds.

    python3 benches/region.py --institutions 20 --seed 1 /tmp/region
    python3 benches/region.py --institutions 20 --seed 1 /tmp/region --hugo /tmp/region-hugo

The first writes a folder that `letopis build /tmp/region` understands; with `--hugo` the same region is written as a
Hugo site too, with the templates of `benches/hugo/` copied in, so that `hugo --source /tmp/region-hugo` makes the same
pages at the same addresses.

An institution has one project; the project has three plans (school years 2023/2024 to 2025/2026) of 30 activities in 3
sections, some in stages and some marked; 10 reports of about 500 words with headings, a table and links; and 30 news
items of about 150 words. Reports and news refer to rows of the plans (`activities:`, `completes:`). All dates lie before
TODAY, the date that the benchmarks build with. An institution's content depends on the seed and its ordinal alone, so
a region of 20 is the beginning of a region of 200.

With `--photos N` an institution has that many photos of 1600 × 1200 points among its files, as PNG; letopis makes its sizes
of them. Hugo's site goes without.

Only the standard library is used. The words come from `words.py` and are all invented.
"""

import argparse
import json
import re
import shutil
import struct
import sys
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

import words

TODAY = date(2026, 3, 16)
BASE_URL = "https://region.example.org/"
SITE_TITLE = "Инновационная деятельность учреждений образования"
PLAN_YEARS = [2023, 2024, 2025]
SECTIONS_PER_PLAN = 3
ACTIVITIES_PER_SECTION = 10
NEWS_PER_PROJECT = 30
REPORT_MONTHS = [(2023, 10), (2023, 12), (2024, 3), (2024, 5), (2024, 10), (2024, 12), (2025, 3), (2025, 5), (2025, 10),
                 (2025, 12)]
PROJECT_SLUGS = ["innovation-project", "cluster", "pilot-project", "road-map"]
HUGO_TEMPLATES = Path(__file__).resolve().parent / "hugo"

MONTHS = ["январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь",
          "декабрь"]
MONTHS_GENITIVE = ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября",
                   "ноября", "декабря"]


# What a region is made of


@dataclass
class Term:
    """A deadline as a person writes it, and the day from which marks on it make sense."""

    text: str
    start: date
    recurring: bool = False


@dataclass
class Stage:
    result: str
    term: Term
    responsible: object
    done: object = None


@dataclass
class Activity:
    """A row of a plan. One with stages has its term, responsible and result in them."""

    number: int
    activity: str
    term: Term | None = None
    responsible: object = None
    result: str | None = None
    place: str | None = None
    marks: dict = field(default_factory=dict)
    stages: list[Stage] = field(default_factory=list)

    def can_be_completed_on(self, day: date) -> bool:
        """Whether a report or news item of that day may name the row under `completes:`."""
        return not self.marks and not self.stages and not self.term.recurring and self.term.start <= day


@dataclass
class Plan:
    year: int
    columns: list[tuple[str, str]]
    sections: list[tuple[str, list[Activity]]]
    front: dict

    @property
    def name(self) -> str:
        return f"{self.year}-{self.year + 1}"

    @property
    def activities(self) -> list[Activity]:
        return [activity for _, activities in self.sections for activity in activities]

    def covers(self, day: date) -> bool:
        return date(self.year, 9, 1) <= day <= date(self.year + 1, 8, 31)


@dataclass
class Article:
    """A report or a news item: a file name without its ending, front matter, and Markdown with letopis' links."""

    name: str
    front: dict
    body: str


@dataclass
class Institution:
    slug: str
    front: dict
    project_slug: str
    project: dict
    plans: list[Plan]
    reports: list[Article]
    news: list[Article]


# Making an institution


def make_institution(seed: int, ordinal: int) -> Institution:
    """The region's institution with that ordinal, counted from 1."""
    rng = Random(f"{seed}/{ordinal}")
    locality = rng.choice(words.LOCALITIES)
    kind, short_kind = rng.choice(words.INSTITUTION_KINDS)
    front = {
        "name": f"{kind} № {ordinal} г. {locality}",
        "short_name": f"{short_kind} № {ordinal}",
        "locality": f"г. {locality}",
        "address": f"ул. {rng.choice(words.STREETS)}, {rng.randrange(1, 90)}",
        "phone": f"+375 00 {rng.randrange(100, 999)}-{rng.randrange(10, 99)}-{rng.randrange(10, 99)}",
        "email": f"school-{ordinal:04}@region.example.org",
        "website": f"https://school-{ordinal:04}.example.org/",
        "head": {"post": "Директор", "name": words.person(rng)},
        "about": words.paragraph(rng, 40),
    }
    plans = [make_plan(rng, year, front["name"]) for year in PLAN_YEARS]
    news_days = sorted(
        date.fromordinal(day)
        for day in rng.sample(range(date(2023, 9, 4).toordinal(), TODAY.toordinal() - 5), NEWS_PER_PROJECT)
    )
    subjects = [rng.randrange(len(words.NEWS_SLUGS)) for _ in news_days]
    news_names = [f"{day}-{words.NEWS_SLUGS[subject]}" for day, subject in zip(news_days, subjects)]
    reports = [make_report(rng, year, month, plans, news_names) for year, month in REPORT_MONTHS]
    news = [
        make_news_item(rng, name, day, words.NEWS_BEGINNINGS[subject], plans, news_names)
        for name, day, subject in zip(news_names, news_days, subjects)
    ]
    return Institution(
        slug=f"school-{ordinal:04}",
        front=front,
        project_slug=rng.choice(PROJECT_SLUGS),
        project=make_project(rng),
        plans=plans,
        reports=reports,
        news=news,
    )


def make_project(rng: Random) -> dict:
    subject = rng.choice(words.PROJECT_SUBJECTS)
    return {
        "title": f"{rng.choice(words.PROJECT_BEGINNINGS)} {subject}",
        "kind": "инновационный проект",
        "period": "2023-2026",
        "goal": words.paragraph(rng, 20),
        "tasks": [words.sentence(rng) for _ in range(5)],
        "idea": words.paragraph(rng, 40),
        "lead": {"post": "Заместитель директора", "name": words.person(rng)},
        "consultant": {"post": "Доцент кафедры педагогики", "name": words.person(rng)},
        "participants": [{"post": rng.choice(words.POSTS), "name": words.person(rng)} for _ in range(6)],
        "phases": [
            {"title": title, "period": period, "summary": words.sentence(rng)}
            for title, period in [
                ("Организационно-подготовительный этап", "2023/2024"),
                ("Практический этап", "2024/2025"),
                ("Обобщающий этап", "2025/2026"),
            ]
        ],
        "indicators": [
            {
                "title": title,
                "unit": "%",
                "baseline": rng.randrange(10, 30),
                "target": rng.randrange(70, 95),
                "values": {date(2024, 5, 20): rng.randrange(30, 50), date(2025, 5, 20): rng.randrange(50, 70)},
            }
            for title in ["Охват учащихся", "Участие педагогов", "Удовлетворённость родителей"]
        ],
        "about": words.paragraph(rng, 40) + "\n\n" + words.bullet_list(rng, 4),
    }


def make_plan(rng: Random, year: int, institution: str) -> Plan:
    columns = [
        ("number", "№ п/п"),
        ("activity", "Мероприятия"),
        ("term", "Сроки"),
        ("responsible", "Ответственный"),
        ("result", "Формы представления результатов"),
        ("mark", "Отметка о выполнении"),
    ]
    has_places = year == PLAN_YEARS[1]
    if has_places:
        columns.insert(5, ("place", "Место проведения"))
    sections = []
    number = 0
    for titles in words.SECTION_TITLES[:SECTIONS_PER_PLAN]:
        activities = []
        for _ in range(ACTIVITIES_PER_SECTION):
            number += 1
            activities.append(make_activity(rng, year, number, has_places))
        sections.append((rng.choice(titles), activities))
    front = {
        "title": f"{words.PLAN_TITLE} на {year}/{year + 1} учебный год",
        "period": f"{year}/{year + 1}",
        "approvals": [
            {"heading": "СОГЛАСОВАНО", "post": "Научный консультант", "name": words.person(rng), "date": date(year, 8, 25)},
            {"heading": "УТВЕРЖДАЮ", "post": "Директор", "organisation": institution, "name": words.person(rng),
             "date": date(year, 8, 28), "order": f"№ {rng.randrange(1, 300)}"},
        ],
        "goal": words.paragraph(rng, 15),
        "tasks": [
            {"Осуществление функций методического центра": [words.sentence(rng) for _ in range(2)]},
            words.sentence(rng),
            words.sentence(rng),
        ],
    }
    return Plan(year, columns, sections, front)


def make_activity(rng: Random, year: int, number: int, has_places: bool) -> Activity:
    activity = Activity(number, words.activity(rng))
    if has_places:
        activity.place = rng.choice(words.PLACES)
    if rng.random() < 0.1:
        activity.stages = [make_stage(rng, year) for _ in range(rng.choice([2, 2, 3]))]
        return activity
    activity.term = make_term(rng, year)
    activity.responsible = make_responsible(rng)
    activity.result = ", ".join(rng.sample(words.RESULTS, rng.choice([1, 1, 2])))
    activity.marks = make_marks(rng, year, activity.term)
    return activity


def make_stage(rng: Random, year: int) -> Stage:
    term = make_dated_term(rng, year)
    done = term.start + timedelta(days=rng.randrange(10))
    stage = Stage(rng.choice(words.RESULTS), term, make_responsible(rng))
    if done < TODAY and rng.random() < 0.6:
        stage.done = done
    return stage


def make_responsible(rng: Random) -> object:
    """One post, or a list of two."""
    posts = rng.sample(words.POSTS, rng.choice([1, 1, 2]))
    return posts[0] if len(posts) == 1 else posts


def make_marks(rng: Random, year: int, term: Term) -> dict:
    """What an editor has noted on a row: mostly nothing or a date, seldom a cancellation."""
    chance = rng.random()
    if chance < 0.03:
        return {"status": "cancelled"}
    if chance < 0.05:
        return {"status": "postponed", "to": f"Май {year + 1}"}
    marks = {}
    if chance < 0.45:
        first = term.start + timedelta(days=rng.randrange(12))
        days = [first + timedelta(days=30 * repetition) for repetition in range(3 if term.recurring else 1)]
        days = [day for day in days if day < TODAY]
        if days:
            marks["done"] = days if term.recurring else days[0]
    if chance > 0.95:
        marks["mark"] = rng.choice(words.FREE_MARKS)
    return marks


def make_dated_term(rng: Random, year: int) -> Term:
    """A term with one date or stretch, written in one of the ways that people use."""
    month = rng.choice([9, 10, 11, 12, 1, 2, 3, 4, 5])
    month_year = year if month > 8 else year + 1
    start = date(month_year, month, 1)
    name, genitive = MONTHS[month - 1], MONTHS_GENITIVE[month - 1]
    day = rng.randrange(10, 22)
    on_the_day = date(month_year, month, day)
    return rng.choice([
        Term(f"{name.capitalize()} {month_year}", start),
        Term(name.capitalize(), start),
        Term(f"до {day}.{month:02}.{month_year}", start),
        Term(f"До {day} {genitive} {month_year} г.", start),
        Term(f"не позднее {day} {genitive} {month_year}", start),
        Term(f"{day}.{month:02}.{month_year}", on_the_day),
        Term(f"{day} {genitive} {month_year} года", on_the_day),
        Term(f"С {day} по {day + 5} {genitive} {month_year} г", on_the_day),
        Term(f"{day}.{month:02}.{month_year} - {day + 5}.{month:02}.{month_year}", on_the_day),
        Term(f"вторая декада {genitive}", date(month_year, month, 11)),
        Term(f"последняя неделя {genitive}", date(month_year, month, 22)),
    ])


def make_term(rng: Random, year: int) -> Term:
    """A term of any kind, in about the proportions that plans show."""
    if rng.random() < 0.55:
        return make_dated_term(rng, year)
    beginning = date(year, 9, 1)
    spring = date(year + 1, 4, 1)
    return rng.choice([
        Term(f"Август {year}", date(year, 8, 1)),
        Term(f"Апрель-май\n{year + 1}", spring),
        Term(f"Октябрь {year} - Май {year + 1}", date(year, 10, 1)),
        Term("Ноябрь – январь", date(year, 11, 1)),
        Term("октябрь, декабрь, март", date(year, 10, 1)),
        Term("ноябрь, апрель", date(year, 11, 1)),
        Term("I полугодие", beginning),
        Term("II полугодие", date(year + 1, 1, 9)),
        Term("1 раз в месяц", beginning, recurring=True),
        Term("ежемесячно", beginning, recurring=True),
        Term("1 раз в четверть", beginning, recurring=True),
        Term("2 раза в год", beginning, recurring=True),
        Term("ежеквартально", beginning, recurring=True),
        Term("каждый вторник", beginning, recurring=True),
        Term("1 раз в 2 недели", beginning, recurring=True),
        Term("В течение года", beginning),
        Term("В течение учебного года", beginning),
        Term(f"В течение {year}/{year + 1} учебного года", beginning),
        Term("постоянно", beginning),
        Term("по отдельному графику", beginning),
        Term("согласно плану", beginning),
        Term("по мере необходимости", beginning),
        Term("по запросу", beginning),
        Term("в течение 5 дней после семинара", beginning),
    ])


def make_report(rng: Random, year: int, month: int, plans: list[Plan], news_names: list[str]) -> Article:
    day = date(year, month, 28)
    plan, references = make_references(rng, day, plans, witnessed=3, completed=2)
    headings = rng.sample(words.REPORT_HEADINGS, 4)
    news_name = rng.choice(news_names)
    number = rng.randrange(1, 31)
    body = "\n\n".join([
        words.paragraph(rng, 55),
        f"## {headings[0]}",
        words.paragraph(rng, 78) + f" Подробнее — в [новости](../news/{news_name}.md).",
        words.bullet_list(rng, 4),
        f"## {headings[1]}",
        words.paragraph(rng, 78),
        words.table(rng),
        f"## {headings[2]}",
        f"Работа шла по [плану](../plans/{plan.name}.yaml), в том числе по [пункту {number}](plan:{plan.name}#{number}). "
        + words.paragraph(rng, 78),
        f"**{words.sentence(rng)}** Материалы размещены на [методическом портале](https://portal.example.org/{day}/).",
        f"## {headings[3]}",
        words.paragraph(rng, 78),
    ])
    front = {
        "title": f"Отчёт за {MONTHS[month - 2]}–{MONTHS[month - 1]} {year} года",
        "date": day,
        "period": f"{year}-{month - 1:02}..{year}-{month:02}",
        "summary": words.sentence(rng),
        **references,
    }
    return Article(f"{year}-{month:02}", front, body)


def make_news_item(rng: Random, name: str, day: date, beginning: str, plans: list[Plan], news_names: list[str]) -> Article:
    plan, references = make_references(rng, day, plans, witnessed=1, completed=1)
    number = rng.randrange(1, 31)
    body = "\n\n".join([
        words.paragraph(rng, 40),
        words.paragraph(rng, 40) + f" Встреча прошла по [пункту {number} плана](plan:{plan.name}#{number}).",
        words.paragraph(rng, 36) + f" О том же — [здесь]({rng.choice(news_names)}.md).",
    ])
    front = {
        "title": f"{beginning} {rng.choice(words.NEWS_SUBJECTS)}",
        "date": day,
        "summary": words.sentence(rng),
        **references,
    }
    return Article(name, front, body)


def make_references(rng: Random, day: date, plans: list[Plan], witnessed: int, completed: int) -> tuple[Plan, dict]:
    """The plan that runs on the day, and references to rows of it. No row is completed twice in a region."""
    plan = next(plan for plan in plans if plan.covers(day))
    references = {}
    chosen = sorted(rng.sample(range(1, len(plan.activities) + 1), witnessed))
    references["activities"] = [f"{plan.name}#{number}" for number in chosen]
    open_rows = [row for row in plan.activities if row.number not in chosen and row.can_be_completed_on(day)]
    rows = rng.sample(open_rows, min(completed, len(open_rows)))
    if rows:
        references["completes"] = [f"{plan.name}#{row.number}" for row in rows]
        for row in rows:
            # Remembered here so that no other item completes it; the plan's file does not show it.
            row.marks["completed"] = True
    return plan, references


# YAML, as much of it as the region needs


PLAIN_TEXT = re.compile(r"[A-Za-zА-Яа-яЁё0-9+][^\n]*")
LOOKS_LIKE_A_NUMBER_OR_DATE = re.compile(r"[0-9.:/_+-]+")
SPECIAL_WORDS = {"yes", "no", "on", "off", "true", "false", "null", "y", "n", "да", "нет"}


def scalar(value: object) -> str:
    """A value as it stands after `key: ` or `- `; text is left unquoted where a person would leave it so."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, date)):
        return str(value)
    plain = (
        PLAIN_TEXT.fullmatch(value)
        and not LOOKS_LIKE_A_NUMBER_OR_DATE.fullmatch(value)
        and ": " not in value
        and " #" not in value
        and not value.endswith((":", " "))
        and value.lower() not in SPECIAL_WORDS
    )
    return value if plain else json.dumps(value, ensure_ascii=False)


def yaml_lines(value: object, indent: str = "") -> list[str]:
    """A mapping or a list in block style."""
    lines = []
    if isinstance(value, dict):
        for key, item in value.items():
            name = scalar(key)
            if isinstance(item, (dict, list)):
                lines.append(f"{indent}{name}:")
                lines += yaml_lines(item, indent + "  ")
            elif isinstance(item, str) and "\n" in item:
                lines.append(f"{indent}{name}: |-")
                lines += [f"{indent}  {line}".rstrip() for line in item.split("\n")]
            else:
                lines.append(f"{indent}{name}: {scalar(item)}")
        return lines
    for item in value:
        if isinstance(item, dict):
            first, *rest = yaml_lines(item, indent + "  ")
            lines.append(f"{indent}- {first.lstrip()}")
            lines += rest
        else:
            lines.append(f"{indent}- {scalar(item)}")
    return lines


def yaml_text(value: dict) -> str:
    return "\n".join(yaml_lines(value)) + "\n"


def front_matter(front: dict, body: str = "") -> str:
    return f"---\n{yaml_text(front)}---\n\n{body}\n" if body else f"---\n{yaml_text(front)}---\n"


# The region as a letopis site


def write_letopis_site(root: Path, institutions: Iterable[Institution]) -> None:
    site = {"title": SITE_TITLE, "base_url": BASE_URL, "language": "ru", "country": "by", "page_size": 20}
    write(root / "content" / "site.yaml", yaml_text(site))
    for institution in institutions:
        write_letopis_institution(root / "content" / institution.slug, institution)


def write_letopis_institution(folder: Path, institution: Institution) -> None:
    project = folder / institution.project_slug
    write(folder / "institution.yaml", yaml_text(institution.front))
    write(project / "project.yaml", yaml_text(institution.project))
    for plan in institution.plans:
        columns = [{name: heading} for name, heading in plan.columns]
        sections = [
            {"title": title, "activities": [letopis_activity(activity) for activity in activities]}
            for title, activities in plan.sections
        ]
        write(project / "plans" / f"{plan.name}.yaml", yaml_text({**plan.front, "columns": columns, "sections": sections}))
    for folder_name, articles in [("reports", institution.reports), ("news", institution.news)]:
        for article in articles:
            write(project / folder_name / f"{article.name}.md", front_matter(article.front, article.body))


def photo(rng: Random, width: int = 1600, height: int = 1200) -> bytes:
    """A PNG of slopes of light with grain, as heavy to encode as a photo."""
    length = 3 * width
    slope = bytes(40 + point * 150 // length for point in range(length))
    grain_mask = int.from_bytes(b"\x1f" * length, "big")
    rows = bytearray()
    for row in range(height):
        shift = 3 * (row * rng.randrange(2, 4) % width)
        light = int.from_bytes(slope[shift:] + slope[:shift], "big")
        rows += b"\0" + (light + (int.from_bytes(rng.randbytes(length), "big") & grain_mask)).to_bytes(length, "big")

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(rows), 1)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def letopis_activity(activity: Activity) -> dict:
    row = {"activity": activity.activity}
    if activity.stages:
        row["stages"] = [stage_fields(stage) for stage in activity.stages]
    else:
        row |= {"term": activity.term.text, "responsible": activity.responsible, "result": activity.result}
    if activity.place:
        row["place"] = activity.place
    return row | {key: value for key, value in activity.marks.items() if key != "completed"}


def stage_fields(stage: Stage) -> dict:
    fields = {"result": stage.result, "term": stage.term.text, "responsible": stage.responsible}
    return fields | ({"done": stage.done} if stage.done else {})


# The region as a Hugo site


def write_hugo_site(root: Path, institutions: Iterable[Institution]) -> None:
    shutil.copytree(HUGO_TEMPLATES, root, dirs_exist_ok=True)
    write(root / "content" / "_index.md", front_matter({"title": SITE_TITLE}))
    for institution in institutions:
        write_hugo_institution(root / "content" / institution.slug, institution)


def write_hugo_institution(folder: Path, institution: Institution) -> None:
    project = folder / institution.project_slug
    front = dict(institution.front)
    about = front.pop("about")
    title = front.pop("name")
    # The feed is an output of the institution's page alone.
    front = {"title": title, "type": "institution", "outputs": ["html", "atom"], **front}
    write(folder / "_index.md", front_matter(front, about))
    front = dict(institution.project)
    about = front.pop("about")
    write(project / "_index.md", front_matter({"type": "project", **front}, about))
    # Plans have no list page of their own, neither here nor in letopis.
    unlisted = {"title": "Планы", "build": {"render": "never", "list": "never"}}
    write(project / "plans" / "_index.md", front_matter(unlisted))
    for plan in institution.plans:
        columns = [{"field": name, "title": heading} for name, heading in plan.columns]
        sections = [
            {"title": title, "activities": [hugo_activity(activity) for activity in activities]}
            for title, activities in plan.sections
        ]
        front = {**plan.front, "type": "plan", "columns": columns, "sections": sections}
        write(project / "plans" / f"{plan.name}.md", front_matter(front))
    for folder_name, title, kind, articles in [
        ("reports", "Отчёты", "report", institution.reports),
        ("news", "Новости", "news", institution.news),
    ]:
        write(project / folder_name / "_index.md", front_matter({"title": title, "type": kind}))
        for article in articles:
            write(
                project / folder_name / f"{article.name}.md",
                front_matter({"type": kind, **article.front}, hugo_links(article.body)),
            )


def hugo_activity(activity: Activity) -> dict:
    """As for letopis, with the number and the identity that letopis finds by itself."""
    return {"id": str(activity.number), "number": str(activity.number), **letopis_activity(activity)}


def hugo_links(body: str) -> str:
    """Links to plans and their rows as Hugo resolves them; the others are the same for both."""
    body = re.sub(r"\(plan:([0-9-]+)#(\d+)\)", r"(../plans/\1.md#a-\2)", body)
    return re.sub(r"\(\.\./plans/([0-9-]+)\.yaml\)", r"(../plans/\1.md)", body)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


# The command


def main() -> int:
    parser = argparse.ArgumentParser(description="Write a made-up region of institutions for benchmarks.")
    parser.add_argument("--institutions", type=int, default=20, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--photos", type=int, default=0, metavar="P", help="so many photos an institution")
    parser.add_argument("--hugo", type=Path, metavar="OUT", help="write the same region as a Hugo site too")
    parser.add_argument("out", type=Path, help="the letopis site; a new or an empty folder")
    arguments = parser.parse_args()
    for folder in [arguments.out, arguments.hugo]:
        if folder and folder.exists() and any(folder.iterdir()):
            print(f"{folder} is not empty; a region is written into a new folder", file=sys.stderr)
            return 2
    # One institution at a time, so that a region of any size needs little memory.
    write_letopis_site(arguments.out, [])
    if arguments.hugo:
        write_hugo_site(arguments.hugo, [])
    for ordinal in range(1, arguments.institutions + 1):
        institution = make_institution(arguments.seed, ordinal)
        folder = arguments.out / "content" / institution.slug
        write_letopis_institution(folder, institution)
        for number in range(1, arguments.photos + 1):
            path = folder / institution.project_slug / "files" / f"photo-{number}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(photo(Random(f"{arguments.seed} {ordinal} {number}")))
        if arguments.hugo:
            write_hugo_institution(arguments.hugo / "content" / institution.slug, institution)
    return 0


if __name__ == "__main__":
    sys.exit(main())
