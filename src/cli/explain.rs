//! `letopis explain`: the manual page of a diagnostic, or the list of all of them.

use super::screen::STRONG;
use super::{Context, Ending, Trouble};
use crate::diagnostic::{Problem, manual_page, nearest_code};
use crate::locale::{Arguments, Lang};

/// What was typed behind `letopis explain`.
#[derive(Debug, clap::Args)]
pub(super) struct Typed {
    code: Option<String>,
}

pub(super) fn run(typed: &Typed, context: &mut Context<'_>) -> Result<Ending, Trouble> {
    let lang = context.lang();
    let Some(typed) = &typed.code else {
        context.screen.print(&list(lang));
        return Ok(Ending::Good);
    };
    // As a message prints it: `error[unknown-key]`.
    let code = typed.trim().trim_matches(['[', ']', '`']).to_lowercase().replace('_', "-");
    let page = manual_page(&code, lang).filter(|page| page.lines().any(|line| is_text(line)));
    if let Some(page) = page {
        context.screen.print(&plain(&page));
        return Ok(Ending::Good);
    }
    if let Some(code) = Problem::CODES.iter().find(|known| **known == code) {
        context.screen.print(&format!("{STRONG}{code}{STRONG:#}\n\n{}\n", sentence(code, lang)));
        return Ok(Ending::Good);
    }
    let message = lang.text("usage-unknown-code", &Arguments::new().with("code", typed.clone()));
    let help = match nearest_code(&code) {
        Some(nearest) => lang.text("usage-suggestion", &Arguments::new().with("suggestion", nearest)),
        None => lang.word("usage-all-codes").into_owned(),
    };
    Err(Trouble::Usage { message, help: Some(help) })
}

/// Every code with its message, facts left out.
fn list(lang: Lang) -> String {
    let widest = Problem::CODES.iter().map(|code| code.len()).max().unwrap_or(0);
    let line = |code: &&str| {
        let space = " ".repeat(widest - code.len());
        format!("{STRONG}{code}{STRONG:#}{space}  {}\n", sentence(code, lang))
    };
    Problem::CODES.iter().map(line).collect()
}

/// A code's message with «…» for what a real finding would name.
fn sentence(code: &str, lang: Lang) -> String {
    let message = lang.find(code, &Arguments::new()).unwrap_or_default();
    let mut text = String::new();
    let mut rest = message.as_str();
    while let Some((before, fact)) = rest.split_once("{$") {
        text.push_str(before);
        text.push('…');
        rest = fact.split_once('}').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text.lines().next().unwrap_or_default().to_owned()
}

/// Whether a line of a page says something: a page of a bare heading is not written yet.
fn is_text(line: &str) -> bool {
    !line.trim().is_empty() && !line.starts_with('#')
}

/// A manual page as a terminal shows it: the little Markdown that the pages use, without its marks.
fn plain(page: &str) -> String {
    let mut text = String::new();
    let mut in_code = false;
    let mut empty = true;
    for line in page.lines() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
            continue;
        }
        if line.trim().is_empty() {
            // One empty line is enough, and none at the beginning.
            if !empty {
                text.push('\n');
            }
            empty = true;
            continue;
        }
        empty = false;
        if in_code {
            text.push_str(&format!("    {line}\n"));
        } else if line.starts_with('#') {
            text.push_str(&format!("{STRONG}{}{STRONG:#}\n", line.trim_start_matches('#').trim()));
        } else {
            text.push_str(&format!("{}\n", without_marks(line)));
        }
    }
    text.truncate(text.trim_end().len());
    text + "\n"
}

/// A line without the marks of code, emphasis and links; an address in a link is kept behind its text.
fn without_marks(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("](") {
        let Some((address, behind)) = after.split_once(')') else { break };
        match before.rsplit_once('[') {
            Some((before, name)) => text.push_str(&format!("{before}{name} ({address})")),
            None => text.push_str(&format!("{before}]({address})")),
        }
        rest = behind;
    }
    text.push_str(rest);
    text.replace("**", "").replace('`', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_without_its_markdown() {
        let page = "# unknown-key\n\n\nКлюч `titel` **не** известен, см. [руководство](https://example.by/x).\n\n```yaml\ntitel: А\n\n```\n";
        let expected = format!(
            "{STRONG}unknown-key{STRONG:#}\n\nКлюч titel не известен, см. руководство (https://example.by/x).\n\n    titel: А\n"
        );
        assert_eq!(plain(page), expected);
    }
}
