//! Follows every reference between content files once all of them are read.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Span, suggest};
use crate::model::audience::Audience;
use crate::model::ids::Id;
use crate::model::partner::Partner;
use crate::model::project::Project;
use crate::model::terms::{Subject, TermsHistory};
use crate::model::text::Located;
use crate::source::{Source, resolve};

use super::fields::Findings;
use super::media::Wanted;

/// Reports what refers to nothing, and collects the files that are referred to.
pub fn follow(
    project: &Project,
    has_company: bool,
    source: &Source,
    findings: &mut Findings,
) -> Wanted {
    let mut follow = Follow { project, has_company, source, findings, wanted: Wanted::default() };
    follow.company();
    follow.forward_domains();
    follow.programs();
    follow.partners();
    follow.creatives();
    follow.materials();
    follow.backends();
    follow.wanted
}

struct Follow<'a> {
    project: &'a Project,
    /// Else what company.yaml would name is not known.
    has_company: bool,
    source: &'a Source,
    findings: &'a mut Findings,
    wanted: Wanted,
}

impl Follow<'_> {
    fn company(&mut self) {
        let company = &self.project.company;
        self.exists("program", &self.project.programs, company.defaults.program.as_ref());
        self.exists("backend", &self.project.backends, company.defaults.backend.as_ref());
        self.exists("manager", &company.managers, company.defaults.manager.as_ref());
        let brand = &company.brand;
        for picture in [&brand.logo, &brand.logo_dark, &brand.icon].into_iter().flatten() {
            self.wanted.picture(&picture.value, picture.span);
        }
        for font in [&brand.display_font, &brand.text_font].into_iter().flatten() {
            self.wanted.font(&font.value, font.span);
        }
        for picture in company.managers.values().filter_map(|manager| manager.picture.as_ref()) {
            self.wanted.picture(&picture.value, picture.span);
        }
        for product in self.project.products.values() {
            if let Some(picture) = &product.picture {
                self.wanted.picture(&picture.value, picture.span);
            }
            self.audience(&product.audience, product.span);
        }
    }

    fn forward_domains(&mut self) {
        let domains = self.project.company.forward_domains.iter();
        for partner in domains.flat_map(|domain| domain.paths.values()) {
            self.exists("partner", &self.project.partners, Some(partner));
        }
    }

    fn programs(&mut self) {
        for program in self.project.programs.values() {
            self.exists("backend", &self.project.backends, program.backend.as_ref());
            self.exists("document", &self.project.documents, program.agreement.as_ref());
            for product in &program.products {
                self.exists("product", &self.project.products, Some(product));
            }
            self.terms(&program.terms, program.span);
        }
    }

    fn partners(&mut self) {
        for partner in self.project.partners.values() {
            self.exists("program", &self.project.programs, Some(&partner.program));
            self.exists("partner", &self.project.partners, partner.recruiter.as_ref());
            self.recruiters(partner);
            self.exists("backend", &self.project.backends, partner.backend.as_ref());
            self.exists("manager", &self.project.company.managers, partner.manager.as_ref());
            let market = &partner.market;
            if self.has_company && self.project.company.market(&market.value).is_none() {
                let finding = super::product::unknown_market(
                    &market.value,
                    market.span,
                    &self.project.company,
                );
                self.findings.push(finding);
            }
            for picture in [&partner.brand.logo, &partner.brand.logo_dark].into_iter().flatten() {
                self.wanted.picture(&picture.value, picture.span);
            }
            for (backend, span) in &partner.id_places {
                let located = Located { value: backend.clone(), span: *span };
                self.exists("backend", &self.project.backends, Some(&located));
            }
            if let Some(terms) = &partner.terms {
                self.terms(terms, partner.span);
            }
        }
    }

    /// Nobody is among those who recruited their recruiter.
    fn recruiters(&mut self, partner: &Partner) {
        let Some(first) = &partner.recruiter else { return };
        let known = &self.project.partners;
        let next = |partner: &&Partner| known.get(&partner.recruiter.as_ref()?.value);
        let above = std::iter::successors(known.get(&first.value), next).take(known.len());
        if above.into_iter().any(|above| above.id == partner.id) {
            let message = format!("`{}` stands above themselves, as a recruiter", partner.id);
            self.findings.push(
                Diagnostic::error(Code::Terms, first.span, message)
                    .help("name the partner who brought them, or leave `recruiter` out"),
            );
        }
    }

    fn creatives(&mut self) {
        for creative in self.project.creatives.values() {
            self.exists("landing", &self.project.landings, creative.landing.as_ref());
            self.exists("product", &self.project.products, creative.product.as_ref());
            self.exists("banner", &self.project.creatives, creative.replaced_by.as_ref());
            for picture in creative.picture.iter().chain(creative.files.values()) {
                self.wanted.picture(&picture.value, picture.span);
            }
            self.audience(&creative.audience, creative.span);
        }
    }

    fn materials(&mut self) {
        for landing in self.project.landings.values() {
            self.audience(&landing.audience, landing.span);
            for text in landing.texts() {
                if let Some(picture) = &text.hero.picture {
                    self.wanted.picture(&picture.value, picture.span);
                }
                for product in &text.products.items {
                    self.exists("product", &self.project.products, Some(product));
                }
                if let Some(picture) = text.video.as_ref().and_then(|it| it.picture.as_ref()) {
                    self.wanted.picture(&picture.value, picture.span);
                }
                self.exists("landing", &self.project.landings, text.test_of.as_ref());
                for icon in text.benefits.iter().flat_map(|section| &section.items) {
                    self.icon_picture(icon.icon.as_ref());
                }
            }
        }
        for email in self.project.emails.values() {
            self.audience(&email.audience, email.span);
            for text in email.texts() {
                self.exists("landing", &self.project.landings, text.landing.as_ref());
                if let Some(picture) = &text.picture {
                    self.wanted.picture(&picture.value, picture.span);
                }
            }
        }
        for text in self.project.texts.values() {
            self.audience(&text.audience, text.span);
            for version in text.texts() {
                self.exists("landing", &self.project.landings, version.landing.as_ref());
            }
        }
        for document in self.project.documents.values() {
            self.audience(&document.audience, document.span);
        }
    }

    /// An icon with a dot or slash in its name is a picture of the content.
    fn icon_picture(&mut self, icon: Option<&crate::model::text::Phrase>) {
        let Some(icon) = icon.filter(|icon| icon.text.contains(['.', '/'])) else { return };
        match crate::model::picture::PicturePath::new(&icon.text) {
            Some(path) => self.wanted.picture(&path, icon.span),
            None => self.findings.push(
                Diagnostic::error(
                    Code::Outside,
                    icon.span,
                    format!("`{}` leads out of the content folder", icon.text),
                )
                .help("paths are relative to `content/`: `images/bean.svg`"),
            ),
        }
    }

    fn backends(&mut self) {
        for backend in self.project.backends.values() {
            for other in &backend.also {
                if !self.project.backends.contains_key(other) {
                    let place = self.project.company.span;
                    self.findings.push(dangling(
                        "backend",
                        other.as_str(),
                        place,
                        self.project.backends.keys(),
                    ));
                }
            }
        }
    }

    fn terms(&mut self, terms: &TermsHistory, place: Span) {
        for rule in terms.versions().iter().flat_map(|terms| &terms.rules) {
            if let Subject::Product(product) = &rule.subject {
                let located = Located { value: product.clone(), span: rule.place.or(place) };
                self.exists("product", &self.project.products, Some(&located));
            }
        }
    }

    fn audience(&mut self, audience: &Audience, place: Span) {
        let at = |id: &_| Located { value: Clone::clone(id), span: place };
        for program in &audience.programs {
            self.exists("program", &self.project.programs, Some(&at(program)));
        }
        let at = |id: &_| Located { value: Clone::clone(id), span: place };
        for partner in &audience.partners {
            self.exists("partner", &self.project.partners, Some(&at(partner)));
        }
        for market in &audience.markets {
            if self.has_company && self.project.company.market(market).is_none() {
                let finding = super::product::unknown_market(market, place, &self.project.company);
                self.findings.push(finding);
            }
        }
    }

    fn exists<I: Id, T>(
        &mut self,
        kind: &str,
        known: &BTreeMap<I, T>,
        reference: Option<&Located<I>>,
    ) {
        if let Some(reference) = reference
            && !known.contains_key(&reference.value)
            && !self.is_merely_broken(kind, reference.value.as_str())
        {
            self.findings.push(dangling(
                kind,
                reference.value.as_str(),
                reference.span,
                known.keys(),
            ));
        }
    }
}

impl Follow<'_> {
    /// Whether the thing is there, but its file could not be read: that was said already.
    fn is_merely_broken(&self, kind: &str, id: &str) -> bool {
        let folder = match kind {
            "manager" => return !self.has_company,
            "banner" => "creatives",
            "product" => "products",
            "program" => "programs",
            "backend" => "backends",
            "partner" => "partners",
            "landing" => "landings",
            "document" => "documents",
            _ => return false,
        };
        let is_file = |ending: &str| {
            let path = resolve("content", &format!("{folder}/{id}.{ending}"));
            path.is_ok_and(|path| self.source.find(&path).is_some())
        };
        is_file("yaml") || is_file("md")
    }
}

fn dangling<'a, I: Id + 'a>(
    kind: &str,
    id: &str,
    place: Span,
    known: impl Iterator<Item = &'a I>,
) -> Diagnostic {
    let known: Vec<&str> = known.map(Id::as_str).collect();
    let finding = Diagnostic::error(Code::Dangling, place, format!("there is no {kind} `{id}`"));
    match suggest(id, known.iter().copied()) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None if known.is_empty() => {
            finding.help(format!("this project has none: create it with `promokit new {kind}`"))
        }
        None => finding.help(format!("there are: {}", known.join(", "))),
    }
}
