//! Words of the column «Форма представления результата» that promise something to show: a protocol, an order, a photo
//! report.

/// A word that promises evidence, by its beginning.
struct Stem {
    /// The beginning, in small letters, with е for ё.
    begins: &'static str,
    /// Other words that begin so.
    but_not: &'static [&'static str],
}

const fn stem(begins: &'static str) -> Stem {
    Stem { begins, but_not: &[] }
}

/// Russian and Belarusian; a maintainer adds a line.
#[rustfmt::skip]
const STEMS: &[Stem] = &[
    // Minutes, orders, agreements
    stem("протокол"), stem("пратакол"),
    stem("выписк"), stem("выпіск"),
    stem("приказ"), Stem { begins: "загад", but_not: &["загадк", "загадоч", "загадан"] },
    stem("распоряжени"), stem("распараджэнн"),
    stem("договор"), stem("дагавор"),
    stem("соглашени"), stem("пагадненн"),
    stem("положени"), stem("палажэнн"),
    // Reports and analyses
    Stem { begins: "отчет", but_not: &["отчетлив"] }, stem("справаздач"),
    stem("справк"), stem("даведк"),
    stem("аналитическ"), stem("аналітычн"),
    // Pictures and films: фотоотчёт, фотоматериалы, видеоролик
    stem("фото"), stem("фота"),
    stem("видео"), stem("відэа"),
    // Papers for people
    stem("сертификат"), stem("сертыфікат"),
    stem("свидетельств"), stem("пасведчанн"),
    stem("удостоверени"),
    stem("диплом"), stem("дыплом"),
    Stem { begins: "грамот", but_not: &["грамотн"] }, Stem { begins: "грамат", but_not: &["граматн", "граматык"] },
    // Things made
    stem("сборник"), stem("зборнік"),
    stem("публикац"), stem("публікац"),
    stem("буклет"), stem("памятк"),
    stem("презентац"), stem("прэзентац"),
    stem("сценари"), stem("сцэнар"),
    stem("рекомендац"), stem("рэкамендац"),
];

/// The words of a text that promise evidence, as written, each once.
pub(super) fn promised_words(result: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in result.split(|letter: char| !letter.is_alphanumeric() && letter != '-') {
        let plain = word.to_lowercase().replace('ё', "е");
        let promises =
            |stem: &Stem| plain.starts_with(stem.begins) && !stem.but_not.iter().any(|other| plain.starts_with(other));
        if STEMS.iter().any(promises) && !words.iter().any(|known| known == word) {
            words.push(word.to_owned());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promise_is_known_by_its_words() {
        for (result, expected) in [
            ("Выписка из протокола", &["Выписка", "протокола"][..]),
            ("Фотоотчёт на сайте", &["Фотоотчёт"]),
            ("Приказ, справка", &["Приказ", "справка"]),
            ("Аналитическая записка; аналитическая записка", &["Аналитическая", "аналитическая"]),
            ("Отчет, отчет", &["Отчет", "отчет"]),
            ("Загад аб стварэнні творчай групы", &["Загад"]),
            ("Загадки о профессиях", &[]),
            ("Справаздача, фотасправаздача", &["Справаздача", "фотасправаздача"]),
            ("Повышение компетентности педагогов", &[]),
            ("Функциональная грамотность", &[]),
            ("", &[]),
        ] {
            assert_eq!(promised_words(result), expected, "{result}");
        }
    }
}
