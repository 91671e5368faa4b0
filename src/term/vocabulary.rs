//! The words of deadline phrases, Russian and Belarusian: every form, and what it means.
//!
//! To teach the reader a word, add its forms to [`ENTRIES`]; the parser needs no change. The words stand as the lexer
//! leaves them: lower case, «е» for «ё», «у» for «ў». `stem:a,b,_` stands for the forms `stema`, `stemb` and `stem`.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// What a word means in a deadline phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A month, from 1.
    Month(u8),
    /// Weekdays as bits, Monday the lowest.
    Weekdays(u8),
    /// A noun that is counted: «четверть», «неделя».
    Noun(Noun),
    /// «недели», «дней»: after a plain number, a duration.
    Plural(Noun),
    /// A season as a noun: «осень».
    Season(Season),
    /// A season as an adjective: «осенние».
    Seasonal(Season),
    /// «каникулы».
    Holidays,
    /// «два», «адзін».
    Number(u8),
    /// «второй», «першая».
    Ordinal(u8),
    /// «последний».
    Last,
    /// «раз», «раза».
    Times,
    /// «дважды».
    TimesOver(u8),
    /// «ежемесячно».
    Adverb(Noun),
    /// «каждый».
    Each,
    /// «весь», «всего».
    All,
    /// «учебный».
    School,
    /// «новый» («к новому учебному году», «до Нового года»).
    New,
    /// «число», «числа».
    DayMark,
    /// «числах»: «в первых числах» are the beginning.
    DayMarks,
    /// «час», «мин»: the number before it is an hour.
    Hour,
    /// «половина».
    Half,
    /// «начало».
    Begin,
    /// «середина».
    Middle,
    /// «конец».
    End,
    /// «окончание», «завершение»: an end after «до», an event elsewhere.
    Finish,
    /// «период», «срок», «время».
    Period,
    /// «проект», «реализация»: the plan's whole time.
    Plan,
    /// «с», «з».
    From,
    /// «до», «да», «не позднее».
    Until,
    /// «к»: by the first day of what follows.
    Toward,
    /// «по», «па»: the end of a range, or «по вторникам».
    Through,
    /// «в», «на», «у».
    In,
    /// «за»: «2 раза за четверть», «за 10 дней до».
    For,
    /// «и», «і».
    And,
    /// «течение», «працягу».
    During,
    /// «ход», «процесс»: all through what follows.
    Course,
    /// «после».
    After,
    /// «через», «со дня», «по итогам»: tied to the event that follows.
    Event,
    /// «незамедлительно», «в недельный срок»: tied to an event that the phrase does not name.
    Soon,
    /// «кроме»: what follows does not count.
    Except,
    /// «же»: as the row above.
    Ditto,
    /// «согласно», «график»: the dates stand elsewhere.
    ByPlan,
    /// «необходимости», «запросу».
    AsNeeded,
    /// «постоянно».
    Always,
    /// «примерно».
    Roughly,
    /// «рабочих»: of days.
    Working,
    /// A word that neither says anything of its own nor parts those beside it: «включительно».
    Filler,
    /// A real word that must not be mistaken for a mistyped one of ours.
    Other,
}

/// A noun that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noun {
    /// «день».
    Day,
    /// «неделя».
    Week,
    /// «декада».
    Decade,
    /// «месяц».
    Month,
    /// «квартал».
    Quarter,
    /// «четверть».
    SchoolQuarter,
    /// «полугодие».
    HalfYear,
    /// «год».
    Year,
}

/// A season; its value is its place in the school year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Season {
    /// September to November.
    Autumn,
    /// December to February.
    Winter,
    /// March to May.
    Spring,
    /// June to August.
    Summer,
}

use Meaning::*;

/// Every word and its forms.
const ENTRIES: &[(Meaning, &str)] = &[
    // Months: Russian, Belarusian, shortened.
    (Month(1), "январ:ь,я,е,ю,ем,ям,_ янв студзен:ь,ем студзен:я,і,ю студз студ"),
    (Month(2), "феврал:ь,я,е,ю,ем,_ февр фев лют:ы,ага,ым,аму,ом,_"),
    (Month(3), "март:_,а,е,у,ом мар сакавік:_,а,у,ом сакавіку сак"),
    (Month(4), "апрел:ь,я,е,ю,ем,_ апр красавік:_,а,у,ом крас красав"),
    (Month(5), "ма:й,я,е,ю,ем,і май травен:ь траун:я,і,ю,ем"),
    (Month(6), "июн:ь,я,е,ю,ем,_ чэрвен:ь,ем чэрвен:я,і,ю чэрв"),
    (Month(7), "июл:ь,я,е,ю,ем,_ ліпен:ь,ем,я,і,ю ліп"),
    (Month(8), "август:_,а,е,у,ом авг аг жнівень жніу:ня,ні,ню,нем,_ жн жнів"),
    (Month(9), "сентябр:ь,я,е,ю,ем,_ сентяб сент сен верас:ень,ня,ні,ню,нем,н вер верас"),
    (Month(10), "октябр:ь,я,е,ю,ем,_ октяб окт кастрычнік:_,а,у,ам,ом кастр каст кастрычн"),
    (Month(11), "ноябр:ь,я,е,ю,ем,_ нояб ноя лістапад:_,а,зе,у,ам,ом ліст лістап"),
    (Month(12), "декабр:ь,я,е,ю,ем,_ декаб дек снежан:ь снежн:я,і,ю,ем снеж"),
    // Weekdays.
    (Weekdays(1), "понедельник:_,а,у,е,и,ов,ам,ах,ом пон пн пнд панядзел:ак,ка,ку,кам,кі,кау,ках"),
    (Weekdays(1 << 1), "вторник:_,а,у,е,и,ов,ам,ах,ом вт втр ауторак ауторк:а,у,ам,і,ау,ах аут"),
    (Weekdays(1 << 2), "сред:а,у,ы,е,ам,ой,ах ср серад:а,у,ы,ам,ах,амі,зе,ой"),
    (Weekdays(1 << 3), "четверг:_,а,у,е,и,ов,ам,ах,ом чт чтв чацвер чацвяр:га,гу,гам,гі,гоу,зе чц"),
    (Weekdays(1 << 4), "пятниц:а,у,ы,е,ам,ах,ей пт птн пятніц:а,у,ы,ам,ах,ай"),
    (Weekdays(1 << 5), "суббот:а,у,ы,е,ам,ах,ой сб субот:а,у,ы,ам,ах,ай,е"),
    (Weekdays(1 << 6), "воскресен:ье,ья,ью,ьям,ьях,ий,ие,ья вс вск нядзел:я,ю,і,ям,ях"),
    (Weekdays(0b001_1111), "будн:и,ям,ие,ий,ях,ей будням"),
    (Weekdays(0b110_0000), "выходн:ые,ым,ой,ых,ого"),
    // What is counted.
    (Noun(Noun::Day), "ден:ь,ек дн:ю,е,ем дзен:ь"),
    (Plural(Noun::Day), "дн:я,и,ей,ям,ями,ях,і,яу,ям дн дзен сут:ок,ки"),
    (Noun(Noun::Week), "недел:я,е,ю,ей нед тыдзень тыдн:ю,ем,і"),
    (Plural(Noun::Week), "недел:и,ь,ям,ями,ях тыдн:я,яу,ям,ях"),
    (Noun(Noun::Decade), "декад:а,ы,е,у,ой,ам,ах,_ дэкад:а,ы,зе,у,ай,ам"),
    (Noun(Noun::Month), "месяц:_,а,е,у,ем,ы,ам мес мц"),
    (Plural(Noun::Month), "месяц:ев,ах,ами,ау месяцау"),
    (Noun(Noun::Quarter), "квартал:_,а,е,у,ы,ов,ом,ам,ах,ау кв кварт"),
    (Noun(Noun::SchoolQuarter), "четверт:ь,и,ей,ям,ью,ях,_ четв чет чвэрц:ь,і,ю,ей,яу,ям,ях чвэр чв чть"),
    (
        Noun(Noun::HalfYear),
        "полугоди:е,я,ю,и,й,ем,ям,ях полугод:_,ие,ья,ье полуг полгода полугода п/г п/год п/годие семестр:_,а,е,у,ы,ов,ам паугоддз:е,я,і,ю,ем,яу,ям паугод пауг паугода",
    ),
    (Noun(Noun::Year), "год:_,а,у,е,ы,ом,зе,ам,ах,ов г гг лет гад:оу,ы,ам"),
    // Seasons and holidays.
    (Season(Season::Autumn), "осен:ь,и,ью восен:ь,і,ю,ню увосень"),
    (Season(Season::Winter), "зим:а,ы,е,у,ой зім:а,ы,е,у,ой узімку"),
    (Season(Season::Spring), "весн:а,ы,е,у,ой вясн:а,ы,е,у,ой увесну"),
    (Season(Season::Summer), "лет:о,а,ом,у,ам улетку"),
    (
        Seasonal(Season::Autumn),
        "осенн:ий,яя,ее,его,ей,ему,юю,ие,их,им,ем,ими асенн:і,яя,яе,яга,яй,юю,ія,іх,ім,імі восеньск:і,ая,ія,іх,ім,ага,ай восеньскія",
    ),
    (
        Seasonal(Season::Winter),
        "зимн:ий,яя,ее,его,ей,ему,юю,ие,их,им,ем,ими зімов:ы,ая,ае,ага,ай,ую,ыя,ых,ым,ымі зімн:і,яя,яе,яга,ія,іх,ім",
    ),
    (
        Seasonal(Season::Spring),
        "весенн:ий,яя,ее,его,ей,ему,юю,ие,их,им,ем,ими вясенн:і,яя,яе,яга,яй,юю,ія,іх,ім,імі вяснов:ы,ая,ыя,ых,ым,ага веснав:ы,ая,ыя,ых,ым,ога",
    ),
    (Seasonal(Season::Summer), "летн:ий,яя,ее,его,ей,ему,юю,ие,их,им,ем,ими летн:і,яя,яе,яга,яй,юю,ія,іх,ім,імі"),
    (
        Holidays,
        "каникул:ы,_,ам,ами,ах каникулярн:ое,ый,ого,ом,ые,ых,ым,ому канікул:ы,_,ау,ам,амі,ах канікулярн:ы,ае,ага,ым,ыя,ых",
    ),
    // Numbers.
    (Number(1), "один одн:а,о,ого,ой,у,ому,им,ом адзін адн:аго,ой,ым"),
    (Number(2), "дв:а,е,ух,ум,умя дзв:е,юх,юм пар:у,а"),
    (Number(3), "тр:и,ех,ем,емя тр:ы,ох,ом"),
    (Number(4), "четыр:е,ех,ем чатыр:ы,ох,ом"),
    (Number(5), "пят:ь,и,ью пяц:ь,і"),
    (Number(6), "шест:ь,и шэсц:ь шасц:і"),
    (Number(7), "сем:ь,и,_ сямі"),
    (Number(8), "восем:ь,_ восьми васьмі"),
    (Number(9), "девят:ь,и дзевяц:ь дзевяці"),
    (Number(10), "десят:ь,и дзесяц:ь,і"),
    (Number(12), "двенадцат:ь,и дванаццац:ь,і"),
    (Number(14), "четырнадцат:ь,и чатырнаццац:ь,і"),
    (Number(15), "пятнадцат:ь,и пятнаццац:ь,і"),
    (Number(20), "двадцат:ь,и дваццац:ь,і"),
    (Number(30), "тридцат:ь,и трыццац:ь,і"),
    (Ordinal(1), "перв:_,ый,ая,ое,ого,ой,ому,ую,ые,ых,ым,ом перш:ы,ая,ае,ага,ай,аму,ую,ыя,ых,ым"),
    (Ordinal(2), "втор:_,ой,ая,ое,ого,ому,ую,ые,ых,ым,ом друг:і,ая,ое,ога,ой,ую,ому,ім,ія,іх"),
    (Ordinal(3), "трет:ий,ья,ье,ьего,ьей,ьему,ью,ьем,ьи,ьих трэц:і,яя,яе,яга,яй,юю,ім,яму"),
    (Ordinal(4), "четверт:ый,ая,ое,ого,ой,ому,ую,ые,ых,ым,ом чацверт:ы,ая,ае,ага,ай,ую,ым,аму"),
    (Ordinal(5), "пят:ый,ая,ое,ого,ой,ому,ую,ом пят:ы,ае,ага,ай"),
    (Ordinal(6), "шест:ой,ая,ое,ого,ую шост:ы,ая,ае,ага"),
    (Ordinal(7), "седьм:ой,ая,ое,ого,ую сем:ы,ага"),
    (Ordinal(8), "восьм:ой,ая,ое,ого,ую"),
    (Ordinal(9), "девят:ый,ое,ого,ая дзевят:ы,ага"),
    (Ordinal(10), "десят:ый,ое,ого,ая дзесят:ы,ага"),
    (Ordinal(15), "пятнадцат:ый,ое,ого пятнаццат:ага,ы"),
    (Ordinal(20), "двадцат:ый,ое,ого дваццат:ага,ы"),
    (Ordinal(25), "двадцатьпят:ое,ого"),
    (Ordinal(30), "тридцат:ый,ое,ого трыццат:ага,ы"),
    (Last, "последн:ий,яя,ее,его,ей,ему,юю,ие,их,им,ем посл апошн:і,яя,яе,яга,яй,юю,ім,яму,ія,іх"),
    // How often.
    (Times, "раз:_,а,у,ы,оу,ов р"),
    (TimesOver(1), "однажды однократно одноразово разово единожды аднойчы аднаразова"),
    (TimesOver(2), "дважды двукратно двойчы"),
    (TimesOver(3), "трижды троекратно тройчы"),
    (TimesOver(4), "четырежды чатырежды"),
    (Adverb(Noun::Day), "ежедневн:о,ый,ая,ое,ые,ого каждодневно штодзен:ь,на,ны,ная штодня"),
    (Adverb(Noun::Week), "еженедельн:о,ый,ая,ое,ые,ого понедельно штотыдзень штотыднев:а,ы,ая"),
    (Adverb(Noun::Month), "ежемесячн:о,ый,ая,ое,ые,ого помесячно штомесяц штомесячн:а,ы,ая,ае"),
    (Adverb(Noun::Quarter), "ежеквартальн:о,ый,ая,ое,ые,ого поквартально штоквартал штоквартальн:а,ы,ая"),
    (Adverb(Noun::SchoolQuarter), "ежечетвертно почетвертно шточвэрць"),
    (Adverb(Noun::HalfYear), "ежеполугодно штопаугоддзе"),
    (Adverb(Noun::Year), "ежегодн:о,ый,ая,ое,ые,ого штогод штогадов:а,ы,ая,ае"),
    (Each, "кажд:ый,ая,ое,ого,ой,ому,ую,ые,ых,ым,ом кожн:ы,ая,ае,ага,ай,аму,ую,ыя,ых,ым"),
    (
        All,
        "весь вся все всего всей всех всю всему всем увесь уся усе усяго усей усю цел:ый,ого,ую кругл:ый,ого цэл:ы,ага",
    ),
    (
        School,
        "учебн:ый,ого,ому,ом,ые,ых,ая,ую,ой уч учебн учеб навучальн:ы,ага,аму,ым,ыя,ых навуч вучэбн:ы,ага,аму,ым,ыя,ых школьн:ый,ого,ые,ых,ым,ом,ыя",
    ),
    (New, "нов:ый,ого,ому,ым,ом,ы,ага,аму"),
    (DayMarks, "числах чыслах"),
    (DayMark, "числ:о,а,е,у,ам чис чісл:о,а чысл:о,а,у лік:у"),
    (Hour, "час:_,а,ов,ам,оу,у ч мин минут:_,ы гадзін:_,а,ы,у хвілін:_,ы"),
    // Parts of a stretch.
    (Half, "пол половин:а,ы,е,у,ой палов:а,ы,е,у палавін:а,ы,е,у"),
    (Begin, "начал:о,а,е,у нач пачат:ак,ку,ка"),
    (Middle, "середин:а,ы,е,у,ой сер сярэдзін:а,ы,е,у"),
    (End, "кон:ец,ца,це,цу,цом,ц исход:е,у кан:ец,ца,цы,цу,цом"),
    (Finish, "окончани:е,я,ю,и завершени:е,я,ю,и заканчэнн:е,я,і,ю завяршэнн:е,я,і,ю сканчэнн:я,і заканчэньня"),
    (
        Period,
        "этап:ах,ы период:_,а,е,у,ы,ов,ом,ам перыяд:_,а,зе,у,ы срок:_,а,е,у,и,ов тэрмін:_,у,а,ы,е врем:я,ени часе",
    ),
    (
        Plan,
        "проект:_,а,у,е,ом праект:_,а,у,ом праекце реализаци:я,и,ю,ей рэалізацы:я,і,ю эксперимент:_,а,у,е эксперымент:_,у,а программ:ы,а праграм:ы,а действи:я,е дзеянн:я обучени:я,е навучанн:я,е",
    ),
    // Small words.
    (From, "с со от з са ад начин:ая пачынаючы"),
    (Until, "до да поздн:ее,ей позже крайн:ий,его дедлайн пазн:ей пазьней"),
    (Working, "рабоч:их,ий,ие,им,ими,ем,его,ему,ая,ых,ыя,ым,ага"),
    (Toward, "к ко"),
    (Through, "по па"),
    (In, "в во у ва на"),
    (For, "за"),
    (And, "и і й или а также ды або"),
    (During, "течени:е,и,я теч протяжени:и,е працяг:у,ом цягам"),
    (Course, "ход:е,у,зе процесс:е працэс:е"),
    (After, "после пасля"),
    (
        Event,
        "через праз спустя момент:а,у моманту итог:ам,у выніках вынікам результат:ам,у накануне напярэдадні перед перад одновременно адначасова истечени:и,ю вслед прибыти:и,ю получени:и,ю,я атрыманн:і,я,ю факту факце факте утверждени:и,я,ю зацвярджэнн:і,я,ю",
    ),
    (
        Soon,
        "незамедлительн:о,ое,ая срочно тэрмінова немедленно сразу безотлагательно неотложно неадкладна адразу оперативно месячн:ый недельн:ый тыднев:ы двухнедельн:ый дневн:ый двухдневн:ый трехдневн:ый пятидневн:ый семидневн:ый десятидневн:ый дзенны трохдзенны пяцідзенны дзесяцідзенны суточн:ый",
    ),
    (Except, "кроме исключени:ем,я акрамя апроч выключэнн:ем"),
    (Ditto, "же ж тоже аналогично такжа"),
    // Where the dates stand.
    (
        ByPlan,
        "согласно соответстви:и,е соотв згодна адпаведн:асці,а паводле план:у,ам,ом,ами,ах,е планау граф погр график:_,у,а,ом,ам,ами,ах,е,и графік:_,у,а,ам,ом расписани:ю,я,ем,е,ям расклад:_,у,ам,зе согласовани:ю,е,и,я согл соглас узгадненн:і,ю,е,я договоренност:и,ь дамоуленасц:і,ь уточня:ется,ются уточн:_,ить,ению,ена,ено,ены,ится,ятся уточнен:ию,ия удакладня:ецца,юцца удакладнен:а,ы удакладніцца приказ:у,ом,а,ам,ами,ах,е загад:у,ам,ах,зе распоряжени:ю,ем,ям распараджэнн:і,ю положени:ю,ем,ям палажэнн:і,ю,ем решени:ю,ем,ям рашэнн:і,ю,ем программ:е,ой,ам праграм:е,ай календар:ю,ем,ям календары каляндар:у,ы установленн:ые,ый,ым,ом,ого вызначан:ы,ыя,ага назначени:ю письм:у,ом,ам пісьму ліст:у регламент:у,ом рэгламент:у,ам указани:ю указанн:ю циклограмм:е,ой цыклаграм:е определя:ется,ются определен:ы,а вызнача:ецца,юцца дополнительно дадаткова сообщ:ается,аются объявл:яется,ению,ена,ено,ены абвешчан:а,ы срокам тэрмінам",
    ),
    (
        AsNeeded,
        "необходимост:и,ь необходимо необх неабх неабходна надобност:и нужде потребност:и,ям,ь неабходнасц:і,ь патрэб:ы,е,ах,насці запрос:у,ам,ов,а,ы запыт:у,ам,ах,е заявк:е,ам,и,ах заяуц:ы заяук:ах,ам,і требовани:ю,ям,я требов просьб:е,ам патрабаванн:і,ю,ям,ях запатрабаванн:і,ю,ем обращени:ю,ям,и,я,й звароце зварот:у,ах,ам желани:ю,и жаданн:і,ю мере меры меру наличи:и,ю наяунасці поступлени:и,ю,я,ям паступленн:і,я,ю возможност:и,ям магчымасц:і,ях приглашени:ю,ям запрашэнн:і,ю вызову выклік:у случае случаях выпадк:у,ах возникновени:и,я узнікненн:і,я выявлени:и,я выяуленн:і,я",
    ),
    (
        Always,
        "постоянн:о,ой,ом,ая,ый,ое систематич систематическ:и,ая,ое,ий регулярн:о,ая,ые,ый периодическ:и,ая,ий непрерывно круглогодично круглогодичн:ый постояно всегда порядке поэтапно повседневно пастаянн:а,ай,ая,ы сістэматычн:а,ая рэгулярн:а,ая перыядычн:а,ая бесперапынна круглагадова заусёды парадку",
    ),
    (Roughly, "примерно ориентировочно предварительно предположительно около прыблізна арыенціровачна папярэдне каля"),
    (
        Filler,
        "не ні ни чем чым включительно включ включая вкл уключна включно реже менее меньше более больше чаще радзей менш больш часцей дат:а,ы,е,у даты текущ:его,ий,ем,ему,ей бягуч:ага,ы,ым следующ:его,ем наступн:ага  календарн:ых,ый,ые,ого,ом,ому каляндарн:ых,ага,ым заканчивая только толькі также ориент этот этого эт:ом данн:ый,ого отчетн:ый,ого,ом,ым ежа",
    ),
    // Real words at one letter from ours.
    (
        Other,
        "месц:а,ы декан:а,у,ом,ы деканат марк:а,и март:ин,ын майк:а сентенци:я авгур планет:а,ы четвер:о четверк:а квартир:а,ы,у,е картал концерт:_,а,ы конкурс:_,а,ы,у средств:а,о средн:ий,яя,ее,ей,их граф:а,ы август:ин половик модел:и,ь классн:ый,ого",
    ),
];

/// Nominatives of short months: «смарт» is no «с март».
const NOMINATIVES: &[&str] = &["март", "май", "июнь", "июль", "лют", "мар", "янв"];

/// Words of at least so many letters are recognised with one letter wrong.
const SHORTEST_REPAIRED: usize = 6;

/// The words, ready to be looked up.
pub struct Vocabulary {
    words: FxHashMap<Box<str>, Meaning>,
    /// From a word less one letter to the words it came from: a mistyped word meets the right one here.
    shortened: FxHashMap<Box<str>, Vec<Box<str>>>,
}

/// The only vocabulary, built at its first use.
pub fn vocabulary() -> &'static Vocabulary {
    static VOCABULARY: OnceLock<Vocabulary> = OnceLock::new();
    VOCABULARY.get_or_init(|| Vocabulary::of(ENTRIES))
}

impl Vocabulary {
    fn of(entries: &[(Meaning, &str)]) -> Vocabulary {
        let mut words: FxHashMap<Box<str>, Meaning> = FxHashMap::default();
        for (meaning, forms) in entries {
            for group in forms.split(' ') {
                let (stem, endings) = group.split_once(':').unwrap_or((group, "_"));
                for ending in endings.split(',') {
                    let ending = if ending == "_" { "" } else { ending };
                    let word = format!("{stem}{ending}").replace('ё', "е");
                    words.entry(word.into()).or_insert(*meaning);
                }
            }
        }
        let mut shortened: FxHashMap<Box<str>, Vec<Box<str>>> = FxHashMap::default();
        let mut scratch = String::new();
        for (word, meaning) in &words {
            if *meaning != Other && word.chars().count() >= SHORTEST_REPAIRED {
                for_each_shortening(word, &mut scratch, |short| {
                    shortened.entry(short.into()).or_default().push(word.clone());
                });
                shortened.entry(word.clone()).or_default().push(word.clone());
            }
        }
        Vocabulary { words, shortened }
    }

    /// What a word means, written exactly so.
    pub fn meaning(&self, word: &str) -> Option<Meaning> {
        self.words.get(word).copied()
    }

    /// What a word with one letter wrong, missing, added or swapped with its neighbour means, if there is no doubt.
    pub fn repaired(&self, word: &str, scratch: &mut String) -> Option<Meaning> {
        let letters = word.chars().count();
        if !(SHORTEST_REPAIRED - 1..=MOST_LETTERS).contains(&letters) {
            return None;
        }
        let mut found: Option<Meaning> = None;
        let mut doubtful = false;
        let mut consider = |short: &str| {
            for candidate in self.shortened.get(short).into_iter().flatten() {
                if strsim::osa_distance(word, candidate) == 1 && alike_enough(word, candidate) {
                    let meaning = self.words.get(candidate).copied();
                    doubtful |= found.is_some() && found != meaning;
                    found = meaning;
                }
            }
        };
        consider(word);
        for_each_shortening(word, scratch, consider);
        found.filter(|_| !doubtful)
    }

    /// Where a word falls into two known ones whose space was lost: «всентябре», «майиюнь».
    pub fn split(&self, word: &str) -> Option<usize> {
        self.split_at_depth(word, 3)
    }

    fn split_at_depth(&self, word: &str, depth: u8) -> Option<usize> {
        if depth == 0 || word.chars().count() > MOST_LETTERS {
            return None;
        }
        // The longest first part wins: «до» before «д».
        word.char_indices().rev().map(|(at, _)| at).filter(|&at| at > 0).find(|&at| {
            let (first, rest) = word.split_at(at);
            let Some(first_meaning) = self.meaning(first) else { return false };
            let may_lead = matches!(
                first_meaning,
                From | Until | Toward | Through | In | During | Month(_) | Each | School | Seasonal(_) | All
            );
            if !may_lead {
                return false;
            }
            match self.meaning(rest) {
                Some(rest_meaning) => may_follow(first_meaning, rest_meaning, rest),
                None => self.split_at_depth(rest, depth - 1).is_some(),
            }
        })
    }
}

/// No pair of our words is longer; a longer word is not ours.
const MOST_LETTERS: usize = 32;

fn may_follow(first: Meaning, rest: Meaning, word: &str) -> bool {
    match rest {
        Month(_) => matches!(first, Month(_)) || !NOMINATIVES.contains(&word),
        During | Noun(_) | Plural(_) | Weekdays(_) | Holidays | Finish | DayMark | Period | ByPlan | AsNeeded
        | Begin | End => word.chars().count() >= 4,
        _ => false,
    }
}

/// A mistyped word keeps its first letter, unless it is long.
fn alike_enough(word: &str, candidate: &str) -> bool {
    word.chars().next() == candidate.chars().next() || candidate.chars().count() >= 7
}

fn for_each_shortening(word: &str, scratch: &mut String, mut visit: impl FnMut(&str)) {
    for (at, letter) in word.char_indices() {
        scratch.clear();
        scratch.push_str(&word[..at]);
        scratch.push_str(&word[at + letter.len_utf8()..]);
        visit(scratch);
    }
}
