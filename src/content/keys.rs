//! The one table of keys and fixed values: English and Russian names, shape, meaning.
//!
//! The decoder, the "did you mean", the JSON Schema and the reference in the user guide all read it.

use crate::diagnostic::Word;
use crate::model::StandardField;

macro_rules! keys {
    ($($name:ident $english:literal $russian:literal $(also $($synonym:literal)+)?;)*) => {
        /// A key of the format.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "each is described where a record lists it")]
        pub enum Key { $($name,)* }

        impl Key {
            /// The name in templates, in JSON and in the documentation.
            pub fn english(self) -> &'static str {
                match self { $(Key::$name => $english,)* }
            }

            /// The same for those who would not switch the keyboard.
            pub fn russian(self) -> &'static str {
                match self { $(Key::$name => $russian,)* }
            }

            /// Further Russian forms that people type.
            pub fn synonyms(self) -> &'static [&'static str] {
                match self { $(Key::$name => &[$($($synonym),+)?],)* }
            }
        }
    };
}

keys! {
    About "about" "описание" also "о_проекте" "об_учреждении";
    Accent "accent" "цвет";
    Activities "activities" "мероприятия";
    Activity "activity" "мероприятие";
    Address "address" "адрес";
    Aliases "aliases" "прежние_адреса";
    Approvals "approvals" "утверждения" also "грифы";
    Archived "archived" "архив";
    BaseUrl "base_url" "адрес_сайта";
    Baseline "baseline" "исходное_значение";
    Caption "caption" "заголовок_таблицы";
    Columns "columns" "столбцы" also "колонки" "графы";
    Completes "completes" "завершает";
    Consultant "consultant" "консультант" also "консультанты";
    Country "country" "страна";
    Date "date" "дата";
    DaysOff "days_off" "нерабочие_дни";
    Documents "documents" "документы";
    Done "done" "выполнено";
    Draft "draft" "черновик";
    Email "email" "почта" also "эл_почта";
    Evidence "evidence" "подтверждения" also "подтверждение";
    File "file" "файл";
    Footer "footer" "подвал";
    From "from" "с" also "начало";
    Goal "goal" "цель";
    Head "head" "руководитель";
    Heading "heading" "гриф";
    Id "id" "код";
    Idea "idea" "идея";
    Indicators "indicators" "показатели" also "критерии";
    Kind "kind" "вид";
    Language "language" "язык";
    Lead "lead" "руководитель" also "руководители";
    Links "links" "ссылки";
    Locality "locality" "населённый_пункт" also "населенный_пункт" "город" "район";
    Logo "logo" "логотип";
    Mark "mark" "отметка" also "отметка_о_выполнении";
    Name "name" "название" also "учреждение";
    Note "note" "примечание";
    Number "number" "номер";
    Numbering "numbering" "нумерация";
    Order "order" "порядок";
    OrderNumber "order" "приказ";
    Organisation "organisation" "организация" also "учреждение";
    Overdue "overdue" "просрочено";
    PageSize "page_size" "записей_на_странице";
    Participants "participants" "участники";
    Period "period" "период";
    PersonName "name" "имя" also "фио";
    Phases "phases" "этапы";
    Phone "phone" "телефон";
    Post "post" "должность";
    Print "print" "печать";
    Quarters "quarters" "четверти";
    Responsible "responsible" "ответственный" also "ответственные";
    Result "result" "результат" also "результаты";
    Revisions "revisions" "изменения" also "корректировки";
    Sections "sections" "разделы";
    ShortName "short_name" "краткое_название";
    ShortTitle "short_title" "краткое_название";
    Signatures "signatures" "подписи";
    Slug "slug" "адрес_страницы";
    Stages "stages" "шаги" also "части";
    Status "status" "статус" also "состояние";
    Statuses "statuses" "статусы";
    Summary "summary" "аннотация" also "краткое_содержание";
    Tags "tags" "метки" also "теги";
    Target "target" "план" also "целевое_значение";
    Tasks "tasks" "задачи";
    Term "term" "сроки" also "срок";
    Text "text" "текст";
    Theme "theme" "тема";
    Timezone "timezone" "часовой_пояс";
    Title "title" "название" also "заголовок";
    To "to" "по" also "конец" "перенесено_на";
    Typography "typography" "типографика";
    Unit "unit" "единица" also "единица_измерения";
    Url "url" "ссылка";
    Values "values" "значения";
    Website "website" "сайт";
    With "with" "совместно" also "совместно_с";
}

impl Key {
    /// Whether a key of the file's is this one.
    pub fn is_named(self, written: &str) -> bool {
        self.english() == written || self.russian() == written || self.synonyms().contains(&written)
    }

    /// Every name it has.
    pub fn names(self) -> impl Iterator<Item = &'static str> + Clone {
        [self.english(), self.russian()].into_iter().chain(self.synonyms().iter().copied())
    }

    /// As messages say it, the written form first: `title` (`название`).
    pub fn as_written(self, written: &str) -> String {
        match written {
            _ if written == self.english() => format!("`{}` (`{}`)", self.english(), self.russian()),
            _ if written == self.russian() => format!("`{}` (`{}`)", self.russian(), self.english()),
            _ => format!("`{written}` (`{}`, `{}`)", self.english(), self.russian()),
        }
    }

    /// As messages name a key that is not in the file.
    pub fn in_both(self) -> String {
        self.as_written(self.english())
    }
}

/// A fixed value, in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// The value in templates and JSON.
    pub english: &'static str,
    /// The same in Russian, and further forms of it.
    pub russian: &'static [&'static str],
}

const fn choice(english: &'static str, russian: &'static [&'static str]) -> Choice {
    Choice { english, russian }
}

/// What says yes.
pub const YES: [&str; 4] = ["true", "yes", "да", "так"];
/// What says no.
pub const NO: [&str; 4] = ["false", "no", "нет", "не"];
/// Languages of the interface.
pub const LANGUAGES: &[Choice] =
    &[choice("ru", &["русский"]), choice("be", &["белорусский", "беларуская"]), choice("en", &["английский"])];
/// Countries whose calendars and law are known.
pub const COUNTRIES: &[Choice] = &[choice("by", &["Беларусь", "беларусь"]), choice("ru", &["Россия", "россия"])];
/// How a public page speaks of what is late.
pub const OVERDUE: &[Choice] = &[choice("neutral", &["нейтрально"]), choice("plain", &["прямо"])];
/// How much the typographer does.
pub const TYPOGRAPHY: &[Choice] = &[choice("spaces", &["пробелы"]), choice("full", &["полная"])];
/// How rows are numbered.
pub const NUMBERING: &[Choice] =
    &[choice("continuous", &["сквозная"]), choice("per-section", &["по-разделам", "по разделам"])];
/// What the editor may declare of a row.
pub const STATUSES: &[Choice] =
    &[choice("cancelled", &["отменено", "отменён", "отменено."]), choice("postponed", &["перенесено", "отложено"])];

/// What a value may be. Each has its check in the decoder and its form in the JSON Schema.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shape {
    /// One stretch of plain text, as typed: numbers and dates too.
    Line,
    /// Markdown.
    Markdown,
    /// A day: `2023-08-29` or `29.08.2023`.
    Date,
    /// A day, or nothing for a blank to be filled in by hand.
    DateOrBlank,
    /// One of [`YES`] or [`NO`].
    Boolean,
    /// A whole number within bounds.
    Integer {
        /// The least allowed.
        least: i64,
        /// The greatest allowed.
        greatest: i64,
    },
    /// A number, with a point or a comma.
    Number,
    /// A deadline phrase, or a record with the dates stated by hand.
    Term,
    /// A period, in words or dates.
    Period,
    /// The path of a file, from the file that names it.
    Path,
    /// An absolute address.
    Url,
    /// One segment of an address.
    Slug,
    /// `#rrggbb`.
    Color,
    /// A name of the zone database: `Europe/Minsk`.
    Timezone,
    /// One of the fixed values.
    Choice(&'static [Choice]),
    /// A list.
    List(&'static Shape),
    /// One, or a list of them.
    OneOrMany(&'static Shape),
    /// A mapping of known keys.
    Record(&'static Record),
    /// A text, or a mapping of known keys.
    LineOrRecord(&'static Record),
    /// Texts, and mappings of one text to a list of such.
    Tasks,
    /// The columns of a plan: mappings of one field to its heading.
    Columns,
    /// When an activity was done: a date, `true`, or a list of dates.
    Done,
    /// Measured values by date.
    Values,
    /// A school year's quarters: four stretches.
    Quarters,
}

/// A key of a record.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Field {
    /// The key.
    pub key: Key,
    /// What its value may be.
    pub shape: Shape,
    /// Whether the record cannot do without.
    pub required: bool,
    /// What it means, in Russian and in English, for the schema and the guide.
    pub about: (&'static str, &'static str),
}

/// A mapping of known keys.
#[derive(Debug, PartialEq)]
pub struct Record {
    /// Its name in messages.
    pub name: Word,
    /// Its keys, in the order of the documentation.
    pub fields: &'static [Field],
    /// Whether further keys are allowed: the own columns of a plan.
    pub open: bool,
    /// Keys of which exactly one must be there.
    pub one_of: &'static [Key],
}

impl Record {
    /// The field of a key as the file has it.
    pub fn field(&self, written: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.key.is_named(written))
    }
}

const fn field(key: Key, shape: Shape, about: (&'static str, &'static str)) -> Field {
    Field { key, shape, required: false, about }
}

const fn required(key: Key, shape: Shape, about: (&'static str, &'static str)) -> Field {
    Field { key, shape, required: true, about }
}

const LINES: Shape = Shape::OneOrMany(&Shape::Line);
const PEOPLE: Shape = Shape::OneOrMany(&Shape::LineOrRecord(&PERSON));
const REFERENCES: Shape = Shape::OneOrMany(&Shape::Line);

const SLUG: Field = field(
    Key::Slug,
    Shape::Slug,
    ("Часть адреса страницы вместо имени файла", "The address segment instead of the file's name"),
);
const ALIASES: Field = field(
    Key::Aliases,
    LINES,
    ("Прежние адреса: с них читателя переведут на эту страницу", "Earlier addresses, which lead here"),
);
const ORDER: Field = field(
    Key::Order,
    Shape::Integer { least: -100_000, greatest: 100_000 },
    ("Место в меню", "The position in the menu"),
);
const DRAFT: Field =
    field(Key::Draft, Shape::Boolean, ("Черновик: не публикуется без --drafts", "Not published without --drafts"));
const LANGUAGE: Field = field(
    Key::Language,
    Shape::Choice(LANGUAGES),
    ("Язык интерфейса: ru, be, en", "The interface's language: ru, be, en"),
);
const COUNTRY: Field = field(
    Key::Country,
    Shape::Choice(COUNTRIES),
    ("Страна: школьный календарь и праздники", "The country: school calendar and holidays"),
);
const QUARTERS: Field =
    field(Key::Quarters, Shape::Quarters, ("Школьные четверти по учебным годам", "School quarters by school year"));
const DAYS_OFF: Field = field(
    Key::DaysOff,
    Shape::List(&Shape::Date),
    ("Нерабочие дни сверх государственных", "Days off beyond the state's"),
);

/// `content/site.yaml`.
pub static SITE: Record = Record {
    name: Word("record-site"),
    open: false,
    one_of: &[],
    fields: &[
        required(Key::Title, Shape::Line, ("Название сайта", "The site's title")),
        field(
            Key::BaseUrl,
            Shape::Url,
            (
                "Адрес сайта в сети: нужен карте сайта и ссылкам для соцсетей",
                "The absolute address: for sitemap, canonical and Open Graph links",
            ),
        ),
        LANGUAGE,
        COUNTRY,
        QUARTERS,
        DAYS_OFF,
        field(
            Key::Timezone,
            Shape::Timezone,
            ("Часовой пояс: по нему меняется день", "The time zone in which the day changes"),
        ),
        field(Key::Theme, Shape::Line, ("Папка темы в themes/", "A folder of themes/")),
        field(Key::Accent, Shape::Color, ("Главный цвет, #rrggbb", "The accent colour, #rrggbb")),
        field(Key::Logo, Shape::Path, ("Файл логотипа", "The logo's file")),
        field(Key::Footer, Shape::Markdown, ("Текст внизу каждой страницы", "Text at the foot of every page")),
        field(
            Key::Overdue,
            Shape::Choice(OVERDUE),
            ("Как сказать о просроченном: neutral или plain", "How to speak of what is late: neutral or plain"),
        ),
        field(Key::Print, Shape::Record(&PRINT), ("Что остаётся в печатном плане", "What the printed plan keeps")),
        field(
            Key::Typography,
            Shape::Choice(TYPOGRAPHY),
            ("Типограф: spaces или full", "The typographer: spaces or full"),
        ),
        field(
            Key::PageSize,
            Shape::Integer { least: 1, greatest: 1000 },
            ("Записей на странице списка", "Items on a list page"),
        ),
    ],
};

/// What the printed plan keeps.
pub static PRINT: Record = Record {
    name: Word("record-print"),
    open: false,
    one_of: &[],
    fields: &[
        field(Key::Statuses, Shape::Boolean, ("Печатать статусы", "Print the statuses")),
        field(Key::Links, Shape::Boolean, ("Печатать адреса ссылок", "Print the links' addresses")),
    ],
};

/// `institution.yaml`.
pub static INSTITUTION: Record = Record {
    name: Word("record-institution"),
    open: false,
    one_of: &[],
    fields: &[
        required(Key::Name, Shape::Line, ("Полное название учреждения", "The institution's full name")),
        field(
            Key::ShortName,
            Shape::Line,
            ("Краткое название: для меню и таблиц", "The short name: for menus and tables"),
        ),
        field(Key::Locality, Shape::Line, ("Населённый пункт или район", "The town or district")),
        field(Key::Address, Shape::Line, ("Почтовый адрес", "The postal address")),
        field(Key::Phone, Shape::Line, ("Телефон", "The telephone number")),
        field(Key::Email, Shape::Line, ("Электронная почта", "The e-mail address")),
        field(Key::Website, Shape::Url, ("Сайт учреждения", "The institution's own site")),
        field(Key::Logo, Shape::Path, ("Файл логотипа", "The logo's file")),
        field(Key::Head, Shape::LineOrRecord(&PERSON), ("Руководитель учреждения", "The head of the institution")),
        field(Key::About, Shape::Markdown, ("Несколько слов об учреждении", "A few words about the institution")),
        LANGUAGE,
        COUNTRY,
        QUARTERS,
        DAYS_OFF,
        SLUG,
        ALIASES,
        ORDER,
        DRAFT,
    ],
};

/// A person, where more than the name is told.
pub static PERSON: Record = Record {
    name: Word("record-person"),
    open: false,
    one_of: &[],
    fields: &[
        field(Key::Post, Shape::Line, ("Должность", "The post")),
        field(Key::PersonName, Shape::Line, ("Фамилия и инициалы", "The name")),
        field(Key::Organisation, Shape::Line, ("Учреждение", "The organisation")),
    ],
};

/// `project.yaml`.
pub static PROJECT: Record = Record {
    name: Word("record-project"),
    open: false,
    one_of: &[],
    fields: &[
        required(Key::Title, Shape::Line, ("Название проекта", "The project's title")),
        field(Key::ShortTitle, Shape::Line, ("Краткое название: для меню", "The short title: for menus")),
        field(
            Key::Kind,
            Shape::Line,
            ("Вид: инновационный проект, кластер, дорожная карта…", "The kind: innovation project, cluster, road map…"),
        ),
        field(Key::Period, Shape::Period, ("Годы реализации: 2024-2027", "The years: 2024-2027")),
        field(Key::Goal, Shape::Markdown, ("Цель", "The goal")),
        field(Key::Tasks, Shape::Tasks, ("Задачи, можно вложенные", "The tasks, nested if need be")),
        field(Key::Idea, Shape::Markdown, ("Идея проекта", "The project's idea")),
        field(Key::Lead, PEOPLE, ("Руководитель проекта", "Who leads the project")),
        field(Key::Consultant, PEOPLE, ("Научный консультант", "The consultant")),
        field(Key::Participants, PEOPLE, ("Участники", "The participants")),
        field(Key::Phases, Shape::List(&Shape::Record(&PHASE)), ("Этапы", "The phases")),
        field(Key::Documents, Shape::List(&Shape::Record(&DOCUMENT)), ("Документы", "The documents")),
        field(
            Key::Indicators,
            Shape::List(&Shape::Record(&INDICATOR)),
            ("Критерии и показатели", "Criteria and indicators"),
        ),
        field(Key::About, Shape::Markdown, ("Описание проекта", "A description of the project")),
        field(
            Key::Archived,
            Shape::Boolean,
            ("Проект завершён и перенесён в архив", "The project is finished and in the archive"),
        ),
        SLUG,
        ALIASES,
        ORDER,
        DRAFT,
    ],
};

/// A phase of a project.
pub static PHASE: Record = Record {
    name: Word("record-phase"),
    open: false,
    one_of: &[],
    fields: &[
        required(Key::Title, Shape::Line, ("Название этапа", "The phase's title")),
        field(Key::Period, Shape::Period, ("Когда он идёт", "When it runs")),
        field(Key::Summary, Shape::Markdown, ("Содержание этапа", "What it holds")),
    ],
};

/// A document of a project.
pub static DOCUMENT: Record = Record {
    name: Word("record-document"),
    open: false,
    one_of: &[],
    fields: &[
        required(Key::Title, Shape::Line, ("Название документа", "The document's title")),
        field(Key::File, Shape::Path, ("Файл", "The file")),
        field(Key::Url, Shape::Url, ("Ссылка, если документ на другом сайте", "A link, if it is at another site")),
        field(Key::Date, Shape::Date, ("Дата документа", "Its date")),
        field(Key::Number, Shape::Line, ("Номер документа", "Its number")),
        field(Key::Kind, Shape::Line, ("Вид: приказ, положение, справка…", "The kind: order, regulation, report…")),
        field(
            Key::Activities,
            REFERENCES,
            ("Мероприятия плана, которые он подтверждает", "The activities it bears witness to"),
        ),
    ],
};

/// An indicator of a project.
pub static INDICATOR: Record = Record {
    name: Word("record-indicator"),
    open: false,
    one_of: &[],
    fields: &[
        required(Key::Title, Shape::Line, ("Название показателя", "The indicator's title")),
        field(Key::Unit, Shape::Line, ("Единица измерения", "The unit")),
        field(Key::Baseline, Shape::Number, ("Значение до начала проекта", "The value before the project")),
        field(Key::Target, Shape::Number, ("Чего надо достичь", "The value to reach")),
        field(Key::Values, Shape::Values, ("Значения по датам", "The values by date")),
    ],
};

/// `plans/<name>.yaml`.
pub static PLAN: Record = Record {
    name: Word("record-plan"),
    open: false,
    one_of: &[Key::Activities, Key::Sections],
    fields: &[
        required(Key::Title, Shape::Line, ("Название плана", "The plan's title")),
        field(Key::Caption, Shape::Line, ("Заголовок таблицы", "The table's caption")),
        required(
            Key::Period,
            Shape::Period,
            (
                "Учебный год 2023/2024, год 2023, годы 2024-2027 или даты",
                "A school year 2023/2024, a year 2023, years 2024-2027, or dates",
            ),
        ),
        field(
            Key::Approvals,
            Shape::List(&Shape::Record(&APPROVAL)),
            ("Грифы утверждения и согласования", "Approvals, side by side"),
        ),
        field(Key::Goal, Shape::Markdown, ("Цель", "The goal")),
        field(Key::Tasks, Shape::Tasks, ("Задачи", "The tasks")),
        field(Key::Columns, Shape::Columns, ("Столбцы в порядке документа", "The columns, in the document's order")),
        field(
            Key::Numbering,
            Shape::Choice(NUMBERING),
            ("Нумерация: continuous или per-section", "Numbering: continuous or per-section"),
        ),
        field(Key::Sections, Shape::List(&Shape::Record(&SECTION)), ("Разделы плана", "The plan's sections")),
        field(
            Key::Activities,
            Shape::List(&Shape::Record(&ACTIVITY)),
            ("Мероприятия плана без разделов", "The activities of a plan without sections"),
        ),
        field(
            Key::Signatures,
            Shape::List(&Shape::Record(&SIGNATURE)),
            ("Подписи под планом", "The signatures beneath"),
        ),
        field(
            Key::Revisions,
            Shape::List(&Shape::Record(&REVISION)),
            ("Изменения, внесённые в план", "What was changed in it"),
        ),
        SLUG,
        ALIASES,
        ORDER,
        DRAFT,
    ],
};

/// An approval above a plan.
pub static APPROVAL: Record = Record {
    name: Word("record-approval"),
    open: false,
    one_of: &[],
    fields: &[
        field(Key::Heading, Shape::Line, ("УТВЕРЖДАЮ, СОГЛАСОВАНО…", "APPROVED, AGREED…")),
        field(Key::Post, Shape::Line, ("Должность", "The post")),
        field(Key::Organisation, Shape::Line, ("Учреждение", "The organisation")),
        field(Key::PersonName, Shape::Line, ("Фамилия и инициалы", "The name")),
        field(
            Key::Date,
            Shape::DateOrBlank,
            ("Дата; пустая печатается как «__» ______ 2026 г.", "The date; an empty one prints as a blank"),
        ),
        field(Key::OrderNumber, Shape::Line, ("Номер приказа или протокола", "The order's number")),
    ],
};

/// A section of a plan.
pub static SECTION: Record = Record {
    name: Word("record-section"),
    open: false,
    one_of: &[],
    fields: &[
        field(Key::Title, Shape::Line, ("Заголовок раздела", "The band's text")),
        field(
            Key::Activities,
            Shape::List(&Shape::Record(&ACTIVITY)),
            ("Мероприятия раздела", "The section's activities"),
        ),
    ],
};

const TERM_FIELD: Field =
    field(Key::Term, Shape::Term, ("Срок, как его пишут в плане", "The term, as people write it"));
const RESPONSIBLE: Field =
    field(Key::Responsible, LINES, ("Ответственный, один или список", "Who is responsible, one or a list"));
const RESULT: Field = field(Key::Result, Shape::Markdown, ("Ожидаемый результат", "The expected result"));
const MARK: Field = field(Key::Mark, Shape::Markdown, ("Отметка своими словами", "A mark in free text"));
const DONE: Field = field(
    Key::Done,
    Shape::Done,
    ("Когда выполнено: дата, да, список дат", "When it was done: a date, true, a list of dates"),
);
const STATUS: Field =
    field(Key::Status, Shape::Choice(STATUSES), ("Отменено или перенесено", "Cancelled or postponed"));
const TO: Field = field(Key::To, Shape::Line, ("Новый срок перенесённого", "The new term of what is postponed"));
const EVIDENCE: Field = field(Key::Evidence, EVIDENCE_LIST, ("Подтверждающие документы", "The evidence"));
const EVIDENCE_LIST: Shape = Shape::OneOrMany(&Shape::LineOrRecord(&EVIDENCE_RECORD));
const WITH: Field =
    field(Key::With, LINES, ("Учреждения, с которыми проводится совместно", "Institutions that hold it jointly"));

/// An activity: a row of a plan.
pub static ACTIVITY: Record = Record {
    name: Word("record-activity"),
    open: true,
    one_of: &[],
    fields: &[
        field(
            Key::Activity,
            Shape::Markdown,
            (
                "Что делается: обязательно, если не сказано в каждой части",
                "What is done: required unless every stage says it",
            ),
        ),
        field(Key::Number, Shape::Line, ("Номер, как он напечатан", "The number as printed")),
        field(Key::Id, Shape::Line, ("Постоянный код для ссылок", "A lasting identity for references")),
        TERM_FIELD,
        RESPONSIBLE,
        RESULT,
        MARK,
        DONE,
        STATUS,
        TO,
        EVIDENCE,
        WITH,
        field(
            Key::Stages,
            Shape::List(&Shape::Record(&STAGE)),
            ("Части, на которые делится строка", "The parts into which the row splits"),
        ),
    ],
};

/// A stage: a part of a split row.
pub static STAGE: Record = Record {
    name: Word("record-stage"),
    open: true,
    one_of: &[],
    fields: &[
        field(Key::Activity, Shape::Markdown, ("Что делается на этом шаге", "What is done in this stage")),
        field(Key::Number, Shape::Line, ("Номер, как он напечатан", "The number as printed")),
        TERM_FIELD,
        RESPONSIBLE,
        RESULT,
        MARK,
        DONE,
        STATUS,
        TO,
        EVIDENCE,
        WITH,
    ],
};

/// A term whose dates are stated by hand.
pub static TERM: Record = Record {
    name: Word("record-term"),
    open: false,
    one_of: &[],
    fields: &[
        required(Key::Text, Shape::Line, ("Слова, как в плане", "The words, as in the plan")),
        field(Key::From, Shape::Date, ("Первый день", "The first day")),
        field(Key::To, Shape::Date, ("Последний день", "The last day")),
    ],
};

/// A piece of evidence.
pub static EVIDENCE_RECORD: Record = Record {
    name: Word("record-evidence"),
    open: false,
    one_of: &[],
    fields: &[
        required(Key::Title, Shape::Line, ("Название", "The title")),
        field(Key::File, Shape::Path, ("Файл", "The file")),
        field(Key::Url, Shape::Url, ("Ссылка", "A link")),
        field(Key::Date, Shape::Date, ("Дата", "The date")),
    ],
};

/// A signature beneath a plan.
pub static SIGNATURE: Record = Record {
    name: Word("record-signature"),
    open: false,
    one_of: &[],
    fields: &[
        field(Key::Post, Shape::Line, ("Должность", "The post")),
        field(Key::Organisation, Shape::Line, ("Учреждение", "The organisation")),
        field(Key::PersonName, Shape::Line, ("Фамилия и инициалы", "The name")),
        field(Key::Date, Shape::Date, ("Дата подписи", "The date of signature")),
    ],
};

/// A revision of a plan.
pub static REVISION: Record = Record {
    name: Word("record-revision"),
    open: false,
    one_of: &[],
    fields: &[
        field(Key::Date, Shape::Date, ("Дата изменения", "The date")),
        required(Key::Note, Shape::Line, ("Что изменено", "What was changed")),
        field(Key::OrderNumber, Shape::Line, ("Приказ", "The order")),
    ],
};

const PAGE_TITLE: Field = field(
    Key::Title,
    Shape::Line,
    ("Заголовок; без него берётся первый заголовок текста", "The title; without it, the text's first heading"),
);
const TAGS: Field = field(Key::Tags, LINES, ("Метки", "The tags"));
const SUMMARY: Field = field(Key::Summary, Shape::Line, ("Краткое содержание для списков", "A summary, for lists"));
const WITNESSED: Field = field(
    Key::Activities,
    REFERENCES,
    ("Мероприятия плана, о которых рассказано", "The activities it bears witness to"),
);
const COMPLETES: Field =
    field(Key::Completes, REFERENCES, ("Мероприятия, которые этим выполнены", "The activities it completes"));

/// The front matter of a report.
pub static REPORT: Record = Record {
    name: Word("record-report"),
    open: false,
    one_of: &[],
    fields: &[
        PAGE_TITLE,
        required(Key::Date, Shape::Date, ("Дата публикации", "The date of publication")),
        field(Key::Period, Shape::Period, ("За какой период отчёт", "What it covers")),
        WITNESSED,
        COMPLETES,
        TAGS,
        SUMMARY,
        DRAFT,
        SLUG,
        ALIASES,
        ORDER,
        LANGUAGE,
    ],
};

/// The front matter of a news item.
pub static NEWS: Record = Record {
    name: Word("record-news"),
    open: false,
    one_of: &[],
    fields: &[
        PAGE_TITLE,
        field(
            Key::Date,
            Shape::Date,
            ("Дата; без неё берётся из имени файла", "The date; without it, the file name's"),
        ),
        WITNESSED,
        COMPLETES,
        TAGS,
        SUMMARY,
        DRAFT,
        SLUG,
        ALIASES,
        ORDER,
        LANGUAGE,
    ],
};

/// The front matter of any other page.
pub static PAGE: Record = Record {
    name: Word("record-page"),
    open: false,
    one_of: &[],
    fields: &[
        PAGE_TITLE,
        field(Key::Date, Shape::Date, ("Дата публикации", "The date of publication")),
        TAGS,
        SUMMARY,
        DRAFT,
        SLUG,
        ALIASES,
        ORDER,
        LANGUAGE,
    ],
};

/// The keys of the fields that a column may show without being the plan's own.
pub const COLUMN_FIELDS: [(Key, StandardField); 6] = [
    (Key::Number, StandardField::Number),
    (Key::Activity, StandardField::Activity),
    (Key::Term, StandardField::Term),
    (Key::Responsible, StandardField::Responsible),
    (Key::Result, StandardField::Result),
    (Key::Mark, StandardField::Mark),
];

/// Every record of the format.
pub const ALL: [&Record; 20] = [
    &SITE,
    &PRINT,
    &INSTITUTION,
    &PERSON,
    &PROJECT,
    &PHASE,
    &DOCUMENT,
    &INDICATOR,
    &PLAN,
    &APPROVAL,
    &SECTION,
    &ACTIVITY,
    &STAGE,
    &TERM,
    &EVIDENCE_RECORD,
    &SIGNATURE,
    &REVISION,
    &REPORT,
    &NEWS,
    &PAGE,
];

#[cfg(test)]
mod tests {
    use super::*;

    /// The records that a shape leads to.
    fn within(shape: &Shape) -> Vec<&'static Record> {
        match shape {
            Shape::List(item) | Shape::OneOrMany(item) => within(item),
            Shape::Record(record) | Shape::LineOrRecord(record) => vec![record],
            Shape::Term => vec![&TERM],
            _ => Vec::new(),
        }
    }

    #[test]
    fn all_are_the_files_and_what_they_hold() {
        let mut found: Vec<&Record> = vec![&SITE, &INSTITUTION, &PROJECT, &PLAN, &REPORT, &NEWS, &PAGE];
        let mut next = 0;
        while let Some(record) = found.get(next) {
            for inner in record.fields.iter().flat_map(|field| within(&field.shape)) {
                if !found.iter().any(|known| known.name == inner.name) {
                    found.push(inner);
                }
            }
            next += 1;
        }
        let names = |records: &[&Record]| {
            let mut names: Vec<&str> = records.iter().map(|record| record.name.0).collect();
            names.sort_unstable();
            names
        };
        assert_eq!(names(&ALL), names(&found));
    }

    #[test]
    fn no_name_means_two_keys_of_one_record() {
        for record in ALL {
            for field in record.fields {
                for name in field.key.names() {
                    let claimants: Vec<Key> =
                        record.fields.iter().map(|field| field.key).filter(|key| key.is_named(name)).collect();
                    assert_eq!(claimants.len(), 1, "{name} in {:?} means {claimants:?}", record.name);
                }
            }
        }
    }
}
