//! `robots.txt` and `sitemap.xml`.

use crate::model::web::Domain;
use crate::plan::{Plan, SiteRole};

/// What crawlers may see. Pages that must not be found say so themselves: a page that may not be
/// fetched could not.
pub fn robots(plan: &Plan, domain: &Domain) -> String {
    let site = plan.addresses.site(domain);
    match plan.sites().get(domain) {
        Some(SiteRole::Portal) => {
            format!("User-agent: *\nDisallow: /k/\n\nSitemap: {site}sitemap.xml\n")
        }
        _ => "User-agent: *\nDisallow:\n".to_owned(),
    }
}

/// The public pages of the portal, with their languages (sitemaps.org 0.9, hreflang by Google).
pub fn sitemap(plan: &Plan) -> String {
    let locales = &plan.project.company.locales;
    let first = plan.first_program();
    let mut xml = String::from(concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
        "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"",
        " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n"
    ));
    for program in plan.project.programs.keys() {
        let segment = (Some(program) != first).then_some(program);
        let pages: Vec<_> = locales
            .iter()
            .filter_map(|locale| {
                let path = plan.addresses.program_page(segment, locale)?;
                Some((locale, escape(&plan.addresses.url(&path))))
            })
            .collect();
        for (_, address) in &pages {
            xml.push_str(&format!("  <url>\n    <loc>{address}</loc>\n"));
            if pages.len() > 1 {
                for (locale, other) in &pages {
                    xml.push_str(&format!(
                        "    <xhtml:link rel=\"alternate\" hreflang=\"{locale}\" href=\"{other}\"/>\n"
                    ));
                }
            }
            xml.push_str("  </url>\n");
        }
    }
    xml.push_str("</urlset>\n");
    xml
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
