//! The palette derived from one accent colour, each shade with the contrast that it needs.
//!
//! Contrast is that of WCAG 2.2: text needs 4.5 : 1 (criterion 1.4.3), which is enough for marks that carry meaning too
//! (3 : 1, criterion 1.4.11). A shade that falls short is moved towards black or white until it does not.

use crate::model::Color;

/// Text, and a little more, so that rounding cannot bring it under the bound.
const TEXT: f64 = 4.6;

const WHITE: Color = Color { red: 255, green: 255, blue: 255 };
const BLACK: Color = Color { red: 0, green: 0, blue: 0 };
/// The page's ground in the dark scheme of the embedded theme.
const NIGHT: Color = Color { red: 16, green: 22, blue: 29 };

/// `colors.css`: the variables that the theme's style reads, for light and dark.
pub fn stylesheet(accent: Color) -> String {
    let light = shades(accent, WHITE, BLACK);
    let dark = shades(accent, NIGHT, WHITE);
    format!(
        "/* Derived from the site's accent; every build writes this file anew. */\n\
         :root{{{light}}}\n\
         @media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
    )
}

fn shades(accent: Color, ground: Color, ink: Color) -> String {
    let soft = mix(accent, ground, 0.09);
    let main = reach(accent, ground, ink, TEXT);
    let strong = reach(mix(main, ink, 0.65), soft, ink, TEXT);
    let strong = reach(strong, ground, ink, TEXT);
    let on_accent = if contrast(main, WHITE) >= contrast(main, BLACK) { WHITE } else { BLACK };
    let variables = [
        ("--accent", main),
        ("--accent-strong", strong),
        ("--accent-soft", soft),
        ("--accent-line", mix(accent, ground, 0.3)),
        ("--on-accent", on_accent),
        ("--grid", mix(accent, ground, 0.12)),
    ];
    variables.map(|(name, color)| format!("{name}:{}", hex(color))).join(";")
}

/// The colour nearest to `color`, on the way to `ink`, that has this contrast on `ground`.
fn reach(color: Color, ground: Color, ink: Color, ratio: f64) -> Color {
    let steps = (0..=100).map(|step| mix(color, ink, 1.0 - f64::from(step) / 100.0));
    let mut last = color;
    for shade in steps {
        last = shade;
        if contrast(shade, ground) >= ratio {
            break;
        }
    }
    last
}

/// `share` of the one colour, the rest of the other.
fn mix(one: Color, other: Color, share: f64) -> Color {
    let part = |one: u8, other: u8| (f64::from(one) * share + f64::from(other) * (1.0 - share)).round() as u8;
    Color { red: part(one.red, other.red), green: part(one.green, other.green), blue: part(one.blue, other.blue) }
}

fn hex(color: Color) -> String {
    format!("#{:02x}{:02x}{:02x}", color.red, color.green, color.blue)
}

/// The contrast ratio of two colours, 1 to 21.
pub fn contrast(one: Color, other: Color) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(color: Color) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variable(css: &str, name: &str, nth: usize) -> Color {
        let value = css.split(&format!("{name}:")).nth(nth + 1).and_then(|rest| rest.split([';', '}']).next());
        value.and_then(Color::parse).unwrap_or(BLACK)
    }

    #[test]
    fn every_accent_is_readable() {
        for red in (0..=255).step_by(51) {
            for green in (0..=255).step_by(51) {
                for blue in (0..=255).step_by(51) {
                    let css = stylesheet(Color { red, green, blue });
                    for (nth, ground) in [(0, WHITE), (1, NIGHT)] {
                        let [accent, strong, soft, on] =
                            ["--accent", "--accent-strong", "--accent-soft", "--on-accent"]
                                .map(|name| variable(&css, name, nth));
                        assert!(contrast(accent, ground) >= 4.5, "accent {accent:?} on {ground:?}");
                        assert!(contrast(strong, ground) >= 4.5, "strong {strong:?} on {ground:?}");
                        assert!(contrast(strong, soft) >= 4.5, "strong {strong:?} on soft {soft:?}");
                        assert!(contrast(on, accent) >= 4.5, "{on:?} on accent {accent:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        assert!((contrast(WHITE, BLACK) - 21.0).abs() < 1e-9);
        assert!((contrast(WHITE, WHITE) - 1.0).abs() < 1e-9);
    }
}
