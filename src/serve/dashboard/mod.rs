//! The dashboard: what there is, what it looks like, what is wrong, what to type next.
//!
//! Every page is made of the plan when it is asked for, and shows a part of long lists only. All
//! text from data is escaped by the templates; `report` alone is markup.

mod banners;
mod links;
mod mails;
mod overview;
mod partner;
mod partners;

use serde::Serialize;
use tera::{Context, Tera};

use crate::model::partner::Partner;
use crate::plan::{OutputPath, Plan};

use super::address;
use super::answer::Answer;
use super::hub::State;
use super::live::{self, FINDINGS_CSS};

const TEMPLATES: [(&str, &str); 8] = [
    ("shell.html", include_str!("shell.html")),
    ("overview.html", include_str!("overview.html")),
    ("partners.html", include_str!("partners.html")),
    ("partner.html", include_str!("partner.html")),
    ("banners.html", include_str!("banners.html")),
    ("mails.html", include_str!("mails.html")),
    ("links.html", include_str!("links.html")),
    ("findings.html", include_str!("findings.html")),
];
const CSS: &str = include_str!("dashboard.css");
const SCRIPT: &str = include_str!("dashboard.js");

/// The templates, ready.
#[derive(Debug)]
pub struct Dashboard {
    tera: Tera,
}

/// What the dashboard shows.
pub struct Room<'a, 'p> {
    pub plan: &'a Plan<'p>,
    pub state: State,
    pub session: u64,
}

/// What a browser wants of the dashboard.
#[derive(Debug)]
pub struct Asking {
    pub path: String,
    pub query: String,
    /// `:4000`, where names that end in `.localhost` lead here; `None` where they may not.
    pub port: Option<String>,
}

/// What all pages show.
#[derive(Serialize)]
struct Shell {
    title: String,
    /// The entry of the menu.
    place: &'static str,
    company: String,
    as_of: String,
    errors: usize,
    warnings: usize,
    is_examined: bool,
    is_outdated: bool,
}

impl Dashboard {
    pub fn new() -> Result<Dashboard, tera::Error> {
        let mut tera = Tera::default();
        tera.add_raw_templates(TEMPLATES)?;
        Ok(Dashboard { tera })
    }

    /// The page at a path; `None` if it is none of the dashboard's own.
    pub fn page(&self, room: &Room, asking: &Asking) -> Option<Answer> {
        let parts: Vec<&str> = asking.path.trim_start_matches('/').split('/').collect();
        let page = match parts.as_slice() {
            [""] => self.draw("overview.html", &overview::page(room, asking)),
            ["partners"] => self.draw("partners.html", &partners::page(room, asking)),
            ["partners", id] => self.draw("partner.html", &partner::page(room, asking, id)?),
            ["banners"] => self.draw("banners.html", &banners::page(room, None, asking)),
            ["banners", id] => self.draw("banners.html", &banners::page(room, Some(id), asking)),
            ["mails"] => self.draw("mails.html", &mails::page(room, asking)),
            ["links"] => self.draw("links.html", &links::page(room, asking)),
            ["findings"] => self.draw("findings.html", &findings(room)),
            _ => return None,
        };
        let html = page.unwrap_or_else(|error| format!("<pre>{error:?}</pre>"));
        Some(Answer::new(200, super::answer::HTML, live::insert(html.as_bytes(), room.session)))
    }

    /// A file that its pages use.
    pub fn file(&self, name: &str) -> Option<Answer> {
        match name {
            "dashboard.css" => {
                let css = format!("{FINDINGS_CSS}\n{CSS}");
                Some(Answer::new(200, "text/css; charset=utf-8", css.into_bytes()))
            }
            "dashboard.js" => {
                Some(Answer::new(200, "text/javascript; charset=utf-8", SCRIPT.as_bytes()))
            }
            _ => None,
        }
    }

    fn draw(&self, template: &str, page: &impl Serialize) -> Result<String, tera::Error> {
        self.tera.render(template, &Context::from_serialize(page)?)
    }
}

impl<'p> Room<'_, 'p> {
    fn shell(&self, place: &'static str, title: impl Into<String>) -> Shell {
        Shell {
            title: title.into(),
            place,
            company: self.plan.project.company.name.clone(),
            as_of: self.plan.settings.as_of.to_string(),
            errors: self.state.report.errors,
            warnings: self.state.report.warnings,
            is_examined: self.state.is_examined,
            is_outdated: self.state.is_outdated(),
        }
    }

    /// The partner named in the query, else the first who gets materials.
    fn partner(&self, asking: &Asking) -> Option<&'p Partner> {
        let named = asking.parameter("partner");
        let named = named.and_then(|id| self.plan.project.partners.get(id.as_str()));
        named.or_else(|| self.plan.active().next())
    }
}

impl Asking {
    /// A value of the query, if it is there and not empty.
    fn parameter(&self, name: &str) -> Option<String> {
        let mut pairs = url::form_urlencoded::parse(self.query.as_bytes());
        let found = pairs.find(|(key, value)| key == name && !value.is_empty());
        found.map(|(_, value)| value.into_owned())
    }

    /// Where a page of a site is shown.
    fn href(&self, path: &OutputPath) -> String {
        let path = path.as_str();
        let short = path.strip_suffix("index.html").unwrap_or(path);
        match (&self.port, address::domain(path)) {
            (Some(port), Some(domain)) => {
                let rest = &short["sites/".len() + domain.len()..];
                format!("http://{domain}.localhost{port}{rest}")
            }
            _ => format!("/{short}"),
        }
    }
}

#[derive(Serialize)]
struct Findings {
    #[serde(flatten)]
    shell: Shell,
    report: String,
}

fn findings(room: &Room) -> Findings {
    Findings {
        shell: room.shell("findings", "Findings"),
        report: room.state.report.all.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_templates_are_sound() {
        assert!(Dashboard::new().is_ok(), "{:?}", Dashboard::new().err());
    }

    #[test]
    fn sites_are_shown_by_name_where_names_lead_here() {
        let path = OutputPath::new("sites/a.example/x/index.html").unwrap();
        let kit = OutputPath::new("kits/a.zip").unwrap();
        let asking = |port: Option<&str>| Asking {
            path: String::new(),
            query: "a=&b=%C3%A9".to_owned(),
            port: port.map(str::to_owned),
        };
        assert_eq!(asking(Some(":4000")).href(&path), "http://a.example.localhost:4000/x/");
        assert_eq!(asking(None).href(&path), "/sites/a.example/x/");
        assert_eq!(asking(Some(":4000")).href(&kit), "/kits/a.zip");
        assert_eq!(asking(None).parameter("b").as_deref(), Some("é"));
        assert_eq!(asking(None).parameter("a"), None);
    }
}
