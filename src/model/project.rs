//! A project: its passport, plans, reports and news.

use chrono::NaiveDate;

use super::{ActivityAddress, Article, Indicator, Page, Person, Plan, Target, Text, WrittenPeriod};
use crate::address::Address;

/// A project with all that is published of it.
#[derive(Debug, Clone)]
pub struct Project {
    /// Its folder, from the site's root.
    pub folder: String,
    /// The address of its passport.
    pub address: Address,
    /// The title.
    pub title: String,
    /// The title for menus.
    pub short_title: Option<String>,
    /// What it is: innovation project, cluster, road map …
    pub kind: Option<String>,
    /// The years.
    pub period: Option<WrittenPeriod>,
    /// The goal.
    pub goal: Option<Text>,
    /// The tasks.
    pub tasks: Vec<TaskText>,
    /// The idea.
    pub idea: Option<Text>,
    /// Who leads it.
    pub lead: Vec<Person>,
    /// Its consultants.
    pub consultant: Vec<Person>,
    /// Its participants.
    pub participants: Vec<Person>,
    /// Its phases.
    pub phases: Vec<Phase>,
    /// Its documents.
    pub documents: Vec<Document>,
    /// Its indicators.
    pub indicators: Vec<Indicator>,
    /// A description.
    pub about: Option<Text>,
    /// Finished, and in the archive.
    pub archived: bool,
    /// The position in the menu.
    pub order: Option<i64>,
    /// Shown only because drafts were asked for.
    pub draft: bool,
    /// Its plans, the earliest first.
    pub plans: Vec<Plan>,
    /// Its reports, the latest first.
    pub reports: Vec<Article>,
    /// Its news, the latest first.
    pub news: Vec<Article>,
    /// Its further pages.
    pub pages: Vec<Page>,
    /// Its tags, in the order of the alphabet.
    pub tags: Vec<Tag>,
}

impl Project {
    /// The title for menus.
    pub fn menu_title(&self) -> &str {
        self.short_title.as_deref().unwrap_or(&self.title)
    }

    /// The plans as menus and lists have them, each with its place in `plans`: by their `order`, then the latest first.
    pub fn plans_in_menu(&self) -> Vec<(usize, &Plan)> {
        let mut plans: Vec<(usize, &Plan)> = self.plans.iter().enumerate().rev().collect();
        plans.sort_by_key(|(_, plan)| plan.order.unwrap_or(i64::MAX));
        plans
    }
}

/// A task, with the tasks beneath it.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskText {
    /// The text.
    pub text: Text,
    /// The tasks beneath it.
    pub tasks: Vec<TaskText>,
}

/// A phase of a project.
#[derive(Debug, Clone)]
pub struct Phase {
    /// The title.
    pub title: String,
    /// When it runs.
    pub period: Option<WrittenPeriod>,
    /// What it holds.
    pub summary: Option<Text>,
}

/// A document to download.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The title.
    pub title: String,
    /// Where it lies.
    pub target: Target,
    /// Its date.
    pub date: Option<NaiveDate>,
    /// Its number.
    pub number: Option<String>,
    /// Order, regulation, report …
    pub kind: Option<String>,
    /// The activities it bears witness to.
    pub activities: Vec<ActivityAddress>,
}

/// A tag and the address of its list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// As people wrote it.
    pub name: String,
    /// The address of the list of what bears it.
    pub address: Address,
}
