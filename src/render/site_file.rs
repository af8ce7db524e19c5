//! `robots.txt` and `sitemap.xml`.

use crate::model::locale::Locale;
use crate::model::web::Domain;
use crate::plan::{LandingPlace, Plan, SiteRole};

/// What crawlers may see. Pages that must not be found say so themselves: a page that may not be
/// fetched could not.
pub fn robots(plan: &Plan, domain: &Domain) -> String {
    let site = plan.addresses.site(domain);
    let sitemap = match plan.has_sitemap(domain) {
        true => format!("\nSitemap: {site}sitemap.xml\n"),
        false => String::new(),
    };
    let closed = match plan.sites().get(domain) {
        Some(SiteRole::Portal) => " /k/",
        _ => "",
    };
    format!("User-agent: *\nDisallow:{closed}\n{sitemap}")
}

/// The pages of a site that are to be found, with their languages (sitemaps.org 0.9, hreflang by
/// Google).
pub fn sitemap(plan: &Plan, domain: &Domain) -> String {
    let mut xml = String::from(concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
        "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"",
        " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n"
    ));
    let pages = match *domain == plan.project.company.portal_domain {
        true => programme_pages(plan),
        false => landings(plan, domain),
    };
    for languages in pages {
        for (_, address) in &languages {
            xml.push_str(&format!("  <url>\n    <loc>{address}</loc>\n"));
            if languages.len() > 1 {
                for (locale, other) in &languages {
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

/// A page's languages and addresses.
type Languages = Vec<(Locale, String)>;

fn programme_pages(plan: &Plan) -> Vec<Languages> {
    let first = plan.first_program();
    let languages = |program| {
        let segment = (Some(program) != first).then_some(program);
        let page = |locale: &Locale| {
            let path = plan.addresses.program_page(segment, locale)?;
            Some((locale.clone(), escape(&plan.addresses.url(&path))))
        };
        plan.project.company.locales.iter().filter_map(page).collect()
    };
    plan.project.programs.keys().map(languages).collect()
}

fn landings(plan: &Plan, domain: &Domain) -> Vec<Languages> {
    let languages = |places: Vec<LandingPlace>| {
        let page = |place: LandingPlace| {
            let address = escape(&plan.addresses.url(&place.path));
            (place.locale, address)
        };
        places.into_iter().map(page).collect()
    };
    plan.indexed_landings(domain).into_iter().map(languages).collect()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
