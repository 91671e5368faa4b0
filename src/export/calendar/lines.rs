//! The lines of a calendar file, as RFC 5545 (iCalendar) has them: a name and a value, folded at 75 octets, ended by CR LF.

use std::fmt::Display;

use chrono::NaiveDate;

use crate::text::floor_boundary;

/// A line may have this many octets (RFC 5545, 3.1).
const LONGEST_LINE: usize = 75;

/// A calendar file being written, line by line.
#[derive(Debug, Default)]
pub(super) struct Lines {
    text: String,
    /// The line being written, before it is folded: its room is used again.
    line: String,
}

impl Lines {
    /// A line with a value that may hold anything that people write (the type TEXT; RFC 5545, 3.3.11).
    pub fn text(&mut self, name: &str, text: &str) {
        self.begin(name);
        self.line.push(':');
        for letter in text.chars() {
            match letter {
                '\n' => self.line.push_str("\\n"),
                '\\' | ';' | ',' => self.line.extend(['\\', letter]),
                // A calendar file cannot hold them.
                letter if letter.is_control() => {}
                letter => self.line.push(letter),
            }
        }
        self.fold();
    }

    /// A line with a value that stands as it is: an address, a rule, a word of the standard's own.
    pub fn plain(&mut self, name: &str, value: &str) {
        self.begin(name);
        self.line.push(':');
        self.line.push_str(value);
        self.fold();
    }

    /// A line with whole days (RFC 5545, 3.3.4).
    pub fn days(&mut self, name: &str, days: &[NaiveDate]) {
        self.begin(name);
        self.line.push_str(";VALUE=DATE");
        for (index, day) in days.iter().enumerate() {
            self.line.push(if index == 0 { ':' } else { ',' });
            self.line.push_str(&basic(*day).to_string());
        }
        self.fold();
    }

    /// All of it.
    pub fn finish(self) -> String {
        self.text
    }

    fn begin(&mut self, name: &str) {
        self.line.clear();
        self.line.push_str(name);
    }

    /// A continued line begins with a blank, which counts; no letter is cut in two.
    fn fold(&mut self) {
        let mut rest = self.line.as_str();
        let mut room = LONGEST_LINE;
        while rest.len() > room {
            let (part, more) = rest.split_at(floor_boundary(rest, room));
            self.text.push_str(part);
            self.text.push_str("\r\n ");
            rest = more;
            room = LONGEST_LINE - 1;
        }
        self.text.push_str(rest);
        self.text.push_str("\r\n");
    }
}

/// A day as the standard writes it: `20240901`.
pub(super) fn basic(day: NaiveDate) -> impl Display {
    day.format("%Y%m%d")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_too_long_and_none_is_changed() {
        for length in 60..320 {
            // One octet first, so that every place of the two octets of a letter comes to stand at the edge.
            for text in ["х".repeat(length), format!("a{}", "х".repeat(length)), "b".repeat(length)] {
                let mut lines = Lines::default();
                lines.text("X-WR-CALNAME", &text);
                let written = lines.finish();
                assert!(written.split_terminator("\r\n").all(|line| line.len() <= LONGEST_LINE), "{written}");
                assert_eq!(written.replace("\r\n ", ""), format!("X-WR-CALNAME:{text}\r\n"));
            }
        }
    }

    #[test]
    fn what_people_write_is_escaped_and_what_the_standard_writes_is_not() {
        let mut lines = Lines::default();
        lines.text("SUMMARY", "а, б; в\\г\nд\u{7}");
        lines.plain("RRULE", "FREQ=WEEKLY;BYDAY=MO,TU");
        let day = |day| NaiveDate::from_ymd_opt(2024, 9, day).unwrap_or_default();
        lines.days("EXDATE", &[day(2), day(9)]);
        let expected = [
            "SUMMARY:а\\, б\\; в\\\\г\\nд",
            "RRULE:FREQ=WEEKLY;BYDAY=MO,TU",
            "EXDATE;VALUE=DATE:20240902,20240909",
            "",
        ];
        assert_eq!(lines.finish(), expected.join("\r\n"));
    }
}
