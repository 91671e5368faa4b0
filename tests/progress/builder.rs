//! Plans in a few words.

use chrono::NaiveDate;
use chrono_tz::Tz;
use letopis::address::Address;
use letopis::locale::Lang;
use letopis::model::{
    Activity, Article, ArticleKind, CalendarSettings, Column, ColumnField, Declared, Done, Evidence, Institution, Page,
    Plan, PrintSettings, Project, Row, Section, Site, Stage, StandardField, Target, Term, Text, Witness, WitnessKind,
    WrittenPeriod,
};
use letopis::term::{Conventions, Country, Every, Kind, Period, PeriodSort, Reading, Stretch, Unit};
use letopis::typography::Typography;

pub fn date(text: &str) -> NaiveDate {
    text.parse().unwrap_or_else(|_| panic!("no date: {text}"))
}

/// The school year that most tests live in.
pub fn school_year() -> Period {
    Period { start: date("2023-09-01"), end: date("2024-08-31"), sort: PeriodSort::SchoolYear }
}

pub fn text(plain: &str) -> Text {
    Text { html: format!("<p>{plain}</p>"), plain: plain.to_owned() }
}

/// `2023-10-07` is a stretch of one day, `2023-10-01..2023-10-31` of more, `..2023-10-31` has no start.
pub fn stretch(text: &str) -> Stretch {
    let day = |text: &str| (!text.is_empty()).then(|| date(text));
    let (start, end) = text.split_once("..").unwrap_or((text, text));
    Stretch { start: day(start), end: day(end) }
}

/// A reading of this kind between these days.
pub fn reading(kind: Kind, bounds: &str) -> Reading {
    let Stretch { start, end } = if bounds.is_empty() { Stretch { start: None, end: None } } else { stretch(bounds) };
    Reading {
        kind,
        start,
        end,
        every: None,
        occurrences: Vec::new(),
        notes: Vec::new(),
        conventions: Conventions::default(),
    }
}

/// A term in the notation of the tests: `day 2023-10-07`, `by 2023-10-31`, `several 2023-10-03 2023-11-07`,
/// `recurring 1/1 month 2023-09-01..2024-05-31`, days of a recurring term after its bounds; nothing is no term.
pub fn term(notation: &str) -> Option<Term> {
    let words: Vec<&str> = notation.split(' ').filter(|word| !word.is_empty()).collect();
    let (kind, rest) = words.split_first()?;
    let bounds = rest.first().copied().unwrap_or_default();
    let read = match *kind {
        "day" => reading(Kind::Day, bounds),
        "range" => reading(Kind::Range, bounds),
        "by" => reading(Kind::By, &format!("..{bounds}")),
        "throughout" => reading(Kind::Throughout, bounds),
        "by-plan" => reading(Kind::ByPlan, bounds),
        "as-needed" => reading(Kind::AsNeeded, bounds),
        "relative" => reading(Kind::Relative, bounds),
        "unclear" => reading(Kind::Unclear, ""),
        "several" => {
            let occurrences: Vec<Stretch> = rest.iter().map(|part| stretch(part)).collect();
            let start = occurrences.first().and_then(|first| first.start);
            let end = occurrences.last().and_then(|last| last.end);
            Reading { start, end, occurrences, ..reading(Kind::Several, "") }
        }
        "recurring" => {
            let (times, interval) = rest[0].split_once('/').expect("times/interval");
            let unit = match rest[1] {
                "day" => Unit::Day,
                "week" => Unit::Week,
                "month" => Unit::Month,
                "quarter" => Unit::Quarter,
                "school-quarter" => Unit::SchoolQuarter,
                "half-year" => Unit::HalfYear,
                "year" => Unit::Year,
                other => panic!("no unit: {other}"),
            };
            let every =
                Every { times: times.parse().expect("times"), interval: interval.parse().expect("interval"), unit };
            let occurrences = rest[3..].iter().map(|part| stretch(part)).collect();
            Reading { every: Some(every), occurrences, ..reading(Kind::Recurring, rest[2]) }
        }
        other => panic!("no kind: {other}"),
    };
    Some(Term { text: notation.to_owned(), reading: read })
}

/// An activity of one row.
pub fn activity(id: &str, notation: &str) -> Activity {
    let row = Row {
        number: Some(id.to_owned()),
        activity: Some(text(&format!("Мероприятие {id}"))),
        term: term(notation),
        ..Row::default()
    };
    Activity { id: id.to_owned(), row, stages: Vec::new(), witnesses: Vec::new() }
}

/// A stage of it.
pub fn stage(notation: &str) -> Stage {
    Stage { row: Row { term: term(notation), ..Row::default() }, witnesses: Vec::new() }
}

/// What a person may write on a row.
pub trait Declare: Sized {
    fn row(&mut self) -> &mut Row;
    fn witnesses(&mut self) -> &mut Vec<Witness>;

    fn done(mut self) -> Self {
        self.row().mark.done = Done::Yes;
        self
    }

    fn done_on(mut self, days: &[&str]) -> Self {
        self.row().mark.done = Done::On(days.iter().map(|day| date(day)).collect());
        self
    }

    fn cancelled(mut self) -> Self {
        self.row().mark.declared = Some(Declared::Cancelled);
        self
    }

    /// Without a new term where the notation is empty.
    fn postponed(mut self, to: &str) -> Self {
        self.row().mark.declared = Some(Declared::Postponed { to: term(to).map(Box::new) });
        self
    }

    fn completed_on(self, day: &str) -> Self {
        self.witnessed(day, true)
    }

    fn witnessed(mut self, day: &str, completes: bool) -> Self {
        let address = Address::root().child("school").child("project").child("news").child(day);
        self.witnesses().push(Witness {
            kind: WitnessKind::News,
            title: format!("Новость {day}"),
            language: None,
            target: Target::Page(address),
            date: Some(date(day)),
            completes,
        });
        self
    }

    fn result(mut self, words: &str) -> Self {
        self.row().result = Some(text(words));
        self
    }

    fn evidence(mut self, title: &str, target: Target) -> Self {
        self.row().evidence.push(Evidence { title: title.to_owned(), target, date: None });
        self
    }

    fn responsible(mut self, people: &[&str]) -> Self {
        self.row().responsible = people.iter().map(|person| text(person)).collect();
        self
    }
}

impl Declare for Activity {
    fn row(&mut self) -> &mut Row {
        &mut self.row
    }

    fn witnesses(&mut self) -> &mut Vec<Witness> {
        &mut self.witnesses
    }
}

impl Declare for Stage {
    fn row(&mut self) -> &mut Row {
        &mut self.row
    }

    fn witnesses(&mut self) -> &mut Vec<Witness> {
        &mut self.witnesses
    }
}

pub fn with_stages(mut activity: Activity, stages: Vec<Stage>) -> Activity {
    activity.stages = stages;
    activity
}

/// A plan of sections, in the school year.
pub fn plan(name: &str, sections: Vec<Vec<Activity>>) -> Plan {
    plan_of(name, school_year(), sections)
}

pub fn plan_of(name: &str, period: Period, sections: Vec<Vec<Activity>>) -> Plan {
    let column =
        |(field, title): (StandardField, &str)| Column { field: ColumnField::Standard(field), title: title.to_owned() };
    let titles = ["№ п/п", "Мероприятия", "Сроки", "Ответственный", "Результат", "Отметка"];
    Plan {
        name: name.to_owned(),
        source: format!("content/school/project/plans/{name}.yaml"),
        address: Address::root().child("school").child("project").child("plans").child(name),
        title: "Календарный план".to_owned(),
        caption: "Календарный план".to_owned(),
        period: WrittenPeriod { period, text: name.to_owned() },
        approvals: Vec::new(),
        goal: None,
        tasks: Vec::new(),
        columns: StandardField::ALL.into_iter().zip(titles).map(column).collect(),
        sections: (1..)
            .zip(sections)
            .map(|(ordinal, activities)| Section {
                // The first has no band.
                title: (ordinal > 1).then(|| format!("Раздел {ordinal}")),
                activities,
            })
            .collect(),
        signatures: Vec::new(),
        revisions: Vec::new(),
        order: None,
        draft: false,
    }
}

pub fn project(plans: Vec<Plan>) -> Project {
    Project {
        folder: "content/school/project".to_owned(),
        address: Address::root().child("school").child("project"),
        title: "Проект".to_owned(),
        short_title: None,
        kind: None,
        period: None,
        goal: None,
        tasks: Vec::new(),
        idea: None,
        lead: Vec::new(),
        consultant: Vec::new(),
        participants: Vec::new(),
        phases: Vec::new(),
        documents: Vec::new(),
        indicators: Vec::new(),
        about: None,
        archived: false,
        order: None,
        draft: false,
        plans,
        reports: Vec::new(),
        news: Vec::new(),
        pages: Vec::new(),
        tags: Vec::new(),
    }
}

pub fn institution(projects: Vec<Project>) -> Institution {
    Institution {
        key: "school".to_owned(),
        address: Address::root().child("school"),
        name: "Средняя школа, № 9".to_owned(),
        short_name: None,
        locality: None,
        postal_address: None,
        phone: None,
        email: None,
        website: None,
        logo: None,
        head: None,
        about: None,
        language: Lang::Russian,
        country: Country::Belarus,
        order: None,
        draft: false,
        projects,
        pages: Vec::new(),
        assets: Vec::new(),
        aliases: Vec::new(),
    }
}

pub fn site(base_url: Option<&str>) -> Site {
    Site {
        title: "Летопись".to_owned(),
        base_url: base_url.map(str::to_owned),
        language: Lang::Russian,
        calendar: CalendarSettings::default(),
        timezone: Tz::Europe__Minsk,
        theme: None,
        accent: None,
        logo: None,
        footer: None,
        overdue_plain: false,
        print: PrintSettings::default(),
        typography: Typography::default(),
        page_size: 20,
    }
}

pub fn news(day: &str, title: &str) -> Article {
    let segment = format!("{day}-item");
    Article {
        kind: ArticleKind::News,
        page: Page {
            source: String::new(),
            address: Address::root().child("school").child("project").child("news").child(&segment),
            title: title.to_owned(),
            date: Some(date(day)),
            summary: format!("О том, что было {day} & далее"),
            html: String::new(),
            plain: String::new(),
            headings: Vec::new(),
            ids: Vec::new(),
            tags: Vec::new(),
            language: None,
            order: None,
            gallery: Vec::new(),
            cover: None,
            preview: None,
            attachments: Vec::new(),
            draft: false,
        },
        date: date(day),
        period: None,
        activities: Vec::new(),
        completes: Vec::new(),
    }
}
