//! `letopis schema`: the JSON Schema of a file, for editors.

use clap::ValueEnum;

use super::{Context, Ending, Trouble};
use crate::schema::{SchemaKind, schema};

/// What was typed behind `letopis schema`.
#[derive(Debug, clap::Args)]
pub(super) struct Typed {
    #[arg(value_enum)]
    kind: SchemaKind,
}

impl ValueEnum for SchemaKind {
    fn value_variants<'a>() -> &'a [Self] {
        &SchemaKind::ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(self.name()))
    }
}

pub(super) fn run(typed: &Typed, context: &mut Context<'_>) -> Result<Ending, Trouble> {
    context.screen.print_raw(&format!("{:#}\n", schema(typed.kind)));
    Ok(Ending::Good)
}
