//! `robots.txt`, `sitemap.xml` and `site.webmanifest`.

use crate::model::locale::Locale;
use crate::model::palette::Palette;
use crate::model::web::Domain;
use crate::plan::{
    IconForm, LandingPlace, MANIFEST_ICONS, OutputPath, Plan, SiteRole, relative,
    web_manifest as manifest_path,
};

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

/// What browsers make of a site that is put on a home screen (w3.org/TR/appmanifest). A page stays a page: no app is promised.
pub fn web_manifest(plan: &Plan, domain: &Domain) -> String {
    let company = &plan.project.company;
    let palette = Palette::derive(company.brand.primary, company.brand.accent);
    let surface = palette.light.surface.to_string();
    let own = OutputPath::new(manifest_path(domain.as_str()));
    let icons = MANIFEST_ICONS.iter().filter_map(|size| {
        let (path, _) = plan.icon(domain.as_str(), *size, IconForm::Plain)?;
        let src = relative(own.as_ref()?, &path);
        Some(
            serde_json::json!({"src": src, "sizes": format!("{size}x{size}"), "type": "image/png"}),
        )
    });
    let manifest = serde_json::json!({
        "name": company.name,
        "short_name": short_name(&company.name),
        "start_url": "/",
        "display": "browser",
        "background_color": surface,
        "theme_color": surface,
        "icons": icons.collect::<Vec<_>>(),
    });
    format!("{manifest:#}\n")
}

/// What fits below an icon: the first words, as many as there is room for.
fn short_name(name: &str) -> String {
    const ROOM: usize = 12;
    let mut short = String::new();
    for word in name.split_whitespace() {
        let with = if short.is_empty() { word.to_owned() } else { format!("{short} {word}") };
        if !short.is_empty() && with.chars().count() > ROOM {
            break;
        }
        short = with;
    }
    short.trim_end_matches(|it: char| !it.is_alphanumeric()).to_owned()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::short_name;

    #[test]
    fn names_are_cut_between_words() {
        let cases = [
            ("Kaiholm", "Kaiholm"),
            ("Birch & Bow", "Birch & Bow"),
            ("Birch & Bow Handmade", "Birch & Bow"),
            ("A & Overlongword", "A"),
        ];
        for (name, short) in cases {
            assert_eq!(short_name(name), short);
        }
    }
}
