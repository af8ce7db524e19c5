//! What can be added, and where it goes.

use crate::model::shape::words;

words! {
    /// A kind of content, by the name that people use.
    pub enum Kind {
        Company "company",
        Partner "partner",
        Product "product",
        Program "program",
        Banner "banner",
        Landing "landing",
        Email "email",
        Text "text",
        Document "document",
        Backend "backend",
    }
}

impl Kind {
    /// Those that there can be several of: what `new` makes.
    pub const MANY: &'static [&'static str] = &[
        "partner", "product", "program", "banner", "landing", "email", "text", "document",
        "backend",
    ];

    /// Its folder in `content/`; empty for the company, which is one file.
    pub fn folder(self) -> &'static str {
        match self {
            Kind::Company => "",
            Kind::Partner => "partners",
            Kind::Product => "products",
            Kind::Program => "programs",
            Kind::Banner => "creatives",
            Kind::Landing => "landings",
            Kind::Email => "emails",
            Kind::Text => "texts",
            Kind::Document => "documents",
            Kind::Backend => "backends",
        }
    }

    /// Whether its files are Markdown with settings on top.
    pub fn is_markdown(self) -> bool {
        matches!(self, Kind::Landing | Kind::Email | Kind::Text | Kind::Document)
    }

    pub fn extension(self) -> &'static str {
        if self.is_markdown() { "md" } else { "yaml" }
    }
}
