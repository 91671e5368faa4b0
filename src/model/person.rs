//! A person.

/// A person, as a plan or a passport names them.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
pub struct Person {
    /// The post.
    pub post: Option<String>,
    /// The name, or whatever was written where only a text stands.
    pub name: Option<String>,
    /// The organisation.
    pub organisation: Option<String>,
}
