//! Where things stand: paths below the output folder, and the addresses they will have.

use crate::model::banner::{PictureFormat, PixelSize, Scale};
use crate::model::ids::{
    CreativeId, DocumentId, EmailId, GoId, LandingId, PartnerId, ProgramId, TextId,
};
use crate::model::locale::Locale;
use crate::model::partner::Partner;
use crate::model::project::Project;
use crate::model::web::Domain;

use super::artifact::OutputPath;

/// How long a token is, in characters of five bits: 100 bits cannot be guessed.
const TOKEN_LENGTH: usize = 20;
const TOKEN_ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// What a site is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SiteRole {
    Landing,
    /// Leads on, and has nothing else.
    Forward,
    Portal,
    Media,
}

impl SiteRole {
    pub fn word(self) -> &'static str {
        match self {
            SiteRole::Landing => "landing",
            SiteRole::Forward => "forward",
            SiteRole::Portal => "portal",
            SiteRole::Media => "media",
        }
    }
}

/// Whose picture a banner address shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BannerOwner<'a> {
    Shared,
    Personal(&'a PartnerId),
}

/// Builds every path and address; the only place that knows how they are put together.
#[derive(Debug)]
pub struct Addresses<'p> {
    project: &'p Project,
    base_url: Option<&'p str>,
}

impl<'p> Addresses<'p> {
    pub fn new(project: &'p Project, base_url: Option<&'p str>) -> Addresses<'p> {
        Addresses { project, base_url }
    }

    /// The address of a site's root, with a slash at the end.
    pub fn site(&self, domain: &Domain) -> String {
        match self.base_url {
            Some(base) => format!("{}/{domain}/", base.trim_end_matches('/')),
            None => format!("https://{domain}/"),
        }
    }

    /// The address of what lies at a path in `sites/`; a folder's page without its `index.html`.
    pub fn url(&self, path: &OutputPath) -> String {
        let below = path.as_str().strip_prefix("sites/").unwrap_or(path.as_str());
        let (domain, rest) = below.split_once('/').unwrap_or((below, ""));
        let rest = match rest.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => rest,
        };
        match self.base_url {
            Some(base) => format!("{}/{domain}/{rest}", base.trim_end_matches('/')),
            None => format!("https://{domain}/{rest}"),
        }
    }

    /// Where the partner's landings stand.
    pub fn landing_domain(&self, partner: &'p Partner) -> &'p Domain {
        match &partner.domain {
            Some(domain) => &domain.value,
            None => &self.project.company.landing_domain,
        }
    }

    /// The folder of the partner's landings: the own domain's root, or a folder on the shared one.
    pub fn landing_root(&self, partner: &'p Partner) -> String {
        match &partner.domain {
            Some(domain) => format!("sites/{}", domain.value),
            None => format!("sites/{}/{}", self.project.company.landing_domain, partner.id),
        }
    }

    /// `[<locale>/][<landing>/]index.html` below the partner's folder; firsts have no segment.
    pub fn landing_page(
        &self,
        partner: &'p Partner,
        locale: &Locale,
        landing: Option<&LandingId>,
    ) -> Option<OutputPath> {
        let mut path = self.landing_root(partner);
        if partner.locales.first() != Some(locale) {
            path.push_str(&format!("/{locale}"));
        }
        if let Some(landing) = landing {
            path.push_str(&format!("/{landing}"));
        }
        OutputPath::new(path + "/index.html")
    }

    /// A short address that leads on: `go/<name>/`.
    pub fn go(&self, partner: &'p Partner, name: &str) -> Option<OutputPath> {
        OutputPath::new(format!("{}/go/{name}/index.html", self.landing_root(partner)))
    }

    /// An address of a domain that only leads on.
    pub fn forward(&self, domain: &Domain, path: &GoId) -> Option<OutputPath> {
        OutputPath::new(format!("sites/{domain}/{path}/index.html"))
    }

    /// The part of the partner's portal address that cannot be guessed.
    pub fn token(&self, partner: &PartnerId) -> String {
        let salt = self.project.company.portal_salt.as_deref().unwrap_or_default();
        let key = blake3::derive_key("promokit 2026-11 portal address", salt.as_bytes());
        let hash = blake3::keyed_hash(&key, partner.as_str().as_bytes());
        let letter = |byte: &u8| char::from(TOKEN_ALPHABET[usize::from(byte % 32)]);
        hash.as_bytes().iter().take(TOKEN_LENGTH).map(letter).collect()
    }

    /// A path on the portal.
    pub fn portal(&self, rest: &str) -> Option<OutputPath> {
        OutputPath::new(format!("sites/{}/{rest}", self.project.company.portal_domain))
    }

    /// `p/<token>/[<locale>/]index.html`.
    pub fn partner_page(&self, partner: &Partner, locale: &Locale) -> Option<OutputPath> {
        self.file_for(partner, locale, "index.html")
    }

    pub fn partner_file(&self, partner: &PartnerId, rest: &str) -> Option<OutputPath> {
        self.portal(&format!("p/{}/{rest}", self.token(partner)))
    }

    pub fn document_page(
        &self,
        partner: &Partner,
        document: &DocumentId,
        locale: &Locale,
    ) -> Option<OutputPath> {
        self.file_for(partner, locale, &format!("{document}/index.html"))
    }

    /// The PDF of a document, beside its page.
    pub fn document_print(
        &self,
        partner: &Partner,
        document: &DocumentId,
        locale: &Locale,
    ) -> Option<OutputPath> {
        self.file_for(partner, locale, &format!("{document}/{document}.pdf"))
    }

    /// The sheet of a partner's terms: `p/<token>/[<locale>/]terms.pdf`.
    pub fn terms_print(&self, partner: &Partner, locale: &Locale) -> Option<OutputPath> {
        self.file_for(partner, locale, "terms.pdf")
    }

    /// What lies on the portal beside the partner's page in a language.
    fn file_for(&self, partner: &Partner, locale: &Locale, rest: &str) -> Option<OutputPath> {
        let segment = self.locale_segment(locale, partner.locales.first());
        self.partner_file(&partner.id, &format!("{segment}{rest}"))
    }

    /// The public page of a program; the default one is the portal's front page.
    pub fn program_page(&self, program: Option<&ProgramId>, locale: &Locale) -> Option<OutputPath> {
        let segment = self.locale_segment(locale, self.project.company.locales.first());
        match program {
            None => self.portal(&format!("{segment}index.html")),
            Some(program) => self.portal(&format!("{segment}{program}/index.html")),
        }
    }

    fn locale_segment(&self, locale: &Locale, first: Option<&Locale>) -> String {
        if first == Some(locale) { String::new() } else { format!("{locale}/") }
    }

    pub fn kit(&self, partner: &PartnerId) -> Option<OutputPath> {
        OutputPath::new(format!("kits/{partner}.zip"))
    }

    pub fn portal_kit(&self, partner: &PartnerId) -> Option<OutputPath> {
        self.portal(&format!("k/{}.zip", self.token(partner)))
    }

    /// A banner's path on the media domain, without the domain.
    pub fn banner_below(
        owner: BannerOwner,
        creative: &CreativeId,
        locale: &Locale,
        (size, scale): (PixelSize, Scale),
        format: PictureFormat,
    ) -> String {
        let file = format!("{size}{}.{}", scale.suffix(), format.extension());
        match owner {
            BannerOwner::Shared => format!("b/{creative}/{locale}/{file}"),
            BannerOwner::Personal(partner) => format!("p/{partner}/{creative}/{locale}/{file}"),
        }
    }

    pub fn media(&self, rest: &str) -> Option<OutputPath> {
        OutputPath::new(format!("sites/{}/{rest}", self.project.company.media_domain))
    }

    pub fn mail(
        &self,
        partner: &PartnerId,
        email: &EmailId,
        locale: &Locale,
        ending: &str,
    ) -> Option<OutputPath> {
        OutputPath::new(format!("mails/{partner}/{email}.{locale}.{ending}"))
    }

    /// Where a partner is told of other terms.
    pub fn notice(&self, partner: &PartnerId, ending: &str) -> Option<OutputPath> {
        OutputPath::new(format!("notices/{partner}.{ending}"))
    }

    /// The go-address that a text's link uses.
    pub fn text_link(
        &self,
        partner: &'p Partner,
        text: &TextId,
        locale: &Locale,
    ) -> Option<OutputPath> {
        self.go_link(partner, text.as_str(), locale)
    }

    /// The go-address of this name in a language; the partner's first has no ending.
    pub fn go_link(&self, partner: &'p Partner, name: &str, locale: &Locale) -> Option<OutputPath> {
        match partner.locales.first() {
            Some(first) if first == locale => self.go(partner, name),
            _ => self.go(partner, &format!("{name}-{}", locale.as_str().to_lowercase())),
        }
    }
}

/// The way from one page to another file of the same site, as a relative address.
pub fn relative(from: &OutputPath, to: &OutputPath) -> String {
    let from: Vec<&str> = from.as_str().split('/').collect();
    let to: Vec<&str> = to.as_str().split('/').collect();
    let folder = &from[..from.len() - 1];
    let common = folder.iter().zip(&to).take_while(|(one, two)| one == two).count();
    let up = "../".repeat(folder.len() - common);
    let down = to[common..].join("/");
    let down = match down.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => &down,
    };
    match format!("{up}{down}") {
        address if address.is_empty() => "./".to_owned(),
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> OutputPath {
        OutputPath::new(text).expect("a safe path")
    }

    #[test]
    fn relative_addresses_lead_from_page_to_file() {
        let cases = [
            ("sites/a/index.html", "sites/a/x.css", "x.css"),
            ("sites/a/p/index.html", "sites/a/assets/x.css", "../assets/x.css"),
            ("sites/a/p/de/index.html", "sites/a/p/index.html", "../"),
            ("sites/a/index.html", "sites/a/de/index.html", "de/"),
            ("sites/a/index.html", "sites/a/index.html", "./"),
        ];
        for (from, to, expected) in cases {
            assert_eq!(relative(&path(from), &path(to)), expected, "{from} → {to}");
        }
    }
}
