//! Places in a drawing. Integers, so that neighbours meet without a gap and equal input is equal bytes.

use serde::{Serialize, Serializer};

/// A place or a width, in hundredths of a percent of the whole width. Serialized as percent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(pub u32);

impl Percent {
    /// The whole width.
    pub const WHOLE: Percent = Percent(10_000);

    /// In percent.
    pub fn value(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.value())
    }
}
