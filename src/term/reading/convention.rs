//! The conventions by which phrases are read, numbered as in `docs/terms.md`. What each says to a person is in the
//! catalogs (`convention-<number>`); what it does is where it is cited.

/// A convention that may decide a reading. Its value is its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Convention {
    /// What a plan's year is; «в течение года» is all of it.
    PlanYear = 1,
    /// A month without a year goes where the plan has it.
    MonthWithoutYear = 2,
    /// One written year serves both ends of a range and its neighbours in a list.
    SharedYear = 3,
    /// «Четверть» is a school quarter, «квартал» a calendar one; holidays are the gaps.
    Quarters = 4,
    /// The halves of a year.
    HalfYears = 5,
    /// Ten days, weeks, the beginning and end of a school year, seasons.
    Parts = 6,
    /// «До D» includes D; days off are kept.
    Deadlines = 7,
    /// Teaching weeks run from September to May.
    TeachingWeeks = 8,
    /// Dates side by side, months side by side.
    SideBySide = 9,
    /// A printed date stays, be its year left over; an impossible one is not read.
    AsPrinted = 10,
    /// Open ranges, «к …», halves of a month, lists with a count.
    OpenEnds = 12,
    /// What bounds a recurrence, and which of its days are known.
    Recurrence = 15,
    /// Words that name no date: where the dates stand instead.
    Undated = 16,
}

/// The conventions that decided a reading: why these dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Conventions(u32);

impl Conventions {
    /// Their numbers, as in `docs/terms.md`, in order.
    pub fn numbers(self) -> impl Iterator<Item = u8> {
        (0..32).filter(move |number| self.0 & (1 << number) != 0)
    }

    /// Records that a convention had its say.
    pub(super) fn cite(&mut self, convention: Convention) {
        self.0 |= 1 << convention as u8;
    }
}
