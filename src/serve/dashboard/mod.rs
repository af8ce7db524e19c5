//! What the server shows under its own name: sites, partners, banners, letters, links, findings.

mod tables;

use serde::Serialize;
use tera::{Context, Tera};

use crate::model::ids::PartnerId;
use crate::model::partner::{Partner, Status};
use crate::plan::{OutputPath, SiteRole};

use super::host::preview;
use super::kitchen::Kitchen;

/// What there is to say besides what the project says itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The findings as the terminal shows them; empty if there are none.
    pub report: String,
    /// The files of the last change.
    pub changes: Vec<String>,
    pub port: u16,
}

const TEMPLATES: [(&str, &str); 7] = [
    ("frame.html", include_str!("frame.html")),
    ("overview.html", include_str!("overview.html")),
    ("partners.html", include_str!("partners.html")),
    ("banners.html", include_str!("banners.html")),
    ("letters.html", include_str!("letters.html")),
    ("links.html", include_str!("links.html")),
    ("broken.html", include_str!("broken.html")),
];
const STYLE: &str = include_str!("style.css");
/// How many rows a page of the dashboard has.
const ROWS: usize = 50;

/// The dashboard's templates.
pub struct Dashboard {
    tera: Tera,
}

#[derive(Serialize)]
struct Site<'a> {
    domain: &'a str,
    role: &'static str,
    address: String,
}

#[derive(Serialize)]
struct Counts {
    partners: usize,
    active: usize,
    paused: usize,
    ended: usize,
    applied: usize,
    banners: usize,
    letters: usize,
    texts: usize,
    landings: usize,
}

impl Dashboard {
    /// # Errors
    /// If a template inside of the program is broken.
    pub fn new() -> Result<Dashboard, String> {
        let mut tera = Tera::default();
        tera.autoescape_on([".html"]);
        tera.add_raw_templates(TEMPLATES).map_err(|error| error.to_string())?;
        Ok(Dashboard { tera })
    }

    /// The page at `path`, if it is one of the dashboard's.
    pub fn page(&self, kitchen: &Kitchen, view: &View, path: &str, query: &str) -> Option<String> {
        let query = Query(query);
        let mut context = self.context(view);
        context.insert("company", &kitchen.plan.project.company.name);
        let template = match path {
            "/" => {
                self.overview(&mut context, kitchen, view);
                "overview.html"
            }
            "/_/partners" => {
                tables::partners(&mut context, kitchen, view.port, &query);
                "partners.html"
            }
            "/_/banners" => {
                tables::banners(&mut context, kitchen, view.port, &query);
                "banners.html"
            }
            "/_/letters" => {
                tables::letters(&mut context, kitchen, &query);
                "letters.html"
            }
            "/_/links" => {
                tables::links(&mut context, kitchen, &query);
                "links.html"
            }
            _ => return None,
        };
        context.insert("here", path);
        Some(self.render(template, &context))
    }

    /// What is shown in place of a page that cannot be made.
    pub fn broken(&self, report: &str) -> String {
        let mut context = Context::new();
        context.insert("style", STYLE);
        context.insert("report", report);
        self.render("broken.html", &context)
    }

    fn context(&self, view: &View) -> Context {
        let mut context = Context::new();
        context.insert("style", STYLE);
        context.insert("report", &view.report);
        context.insert("changes", &view.changes);
        context
    }

    fn overview(&self, context: &mut Context, kitchen: &Kitchen, view: &View) {
        let project = kitchen.plan.project;
        let sites: Vec<Site> = kitchen
            .plan
            .sites()
            .into_iter()
            .take(ROWS)
            .map(|(domain, role)| Site {
                domain: domain.as_str(),
                role: match role {
                    SiteRole::Landing => "landing pages",
                    SiteRole::Portal => "portal",
                    SiteRole::Media => "banners",
                },
                address: format!("{}/", preview(domain.as_str(), view.port)),
            })
            .collect();
        context.insert("sites", &sites);
        let with = |status: Status| {
            project.partners.values().filter(|partner| partner.status == status).count()
        };
        context.insert(
            "counts",
            &Counts {
                partners: project.partners.len(),
                active: with(Status::Active),
                paused: with(Status::Paused),
                ended: with(Status::Ended),
                applied: with(Status::Applied),
                banners: project.creatives.len(),
                letters: project.emails.len(),
                texts: project.texts.len(),
                landings: project.landings.len(),
            },
        );
        let first = kitchen.plan.active().next();
        context.insert("partner", &first.map(|partner| tables::row(kitchen, partner, view.port)));
    }

    fn render(&self, template: &str, context: &Context) -> String {
        // The templates are tested; a slip in one of them must still be told.
        self.tera.render(template, context).unwrap_or_else(|error| format!("<pre>{error:?}</pre>"))
    }
}

/// What stands behind the question mark.
struct Query<'q>(&'q str);

impl Query<'_> {
    fn get(&self, key: &str) -> Option<String> {
        let pairs = url::form_urlencoded::parse(self.0.as_bytes());
        pairs.into_iter().find(|(name, _)| name == key).map(|(_, value)| value.into_owned())
    }

    /// Counted from 1.
    fn page(&self) -> usize {
        self.get("page").and_then(|page| page.parse().ok()).unwrap_or(1).max(1)
    }

    /// The partner who is looked at: the one named, else the first who is active.
    fn partner<'p>(&self, kitchen: &Kitchen<'_, 'p>) -> Option<&'p Partner> {
        let partners = &kitchen.plan.project.partners;
        let named = self.get("partner").and_then(|id| PartnerId::parse(id.trim()).ok());
        named.and_then(|id| partners.get(&id)).or_else(|| kitchen.plan.active().next())
    }
}

/// Where the preview of a file of the output is.
fn address(path: &OutputPath, port: u16) -> String {
    match path.as_str().strip_prefix("sites/").and_then(|below| below.split_once('/')) {
        Some((domain, rest)) => {
            format!("{}/{}", preview(domain, port), rest.strip_suffix("index.html").unwrap_or(rest))
        }
        None => format!("/{path}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_templates_are_sound_and_escape() {
        let dashboard = Dashboard::new().expect("sound templates");
        let page = dashboard.broken("<script>alert(1)</script>");
        assert!(page.contains("&lt;script&gt;alert"), "{page}");
    }
}
