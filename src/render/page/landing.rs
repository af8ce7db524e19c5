//! A partner's landing page.

use serde::Serialize;

use crate::model::company::Indexing;
use crate::model::ids::LandingId;
use crate::model::landing::{self, LandingText};
use crate::model::locale::Locale;
use crate::model::material;
use crate::model::partner;
use crate::model::picture::PicturePath;
use crate::plan::{OutputPath, Profile};
use crate::tracking::{Button, Placement};

use super::context::*;
use super::draft::{Draft, gone};
use super::form::Form;
use super::forward::{Forward, SCRIPT_HASH};
use super::policy::Grants;
use super::sections::{Comparison, Countdown, Video};
use super::site::Role;
use super::{Pages, Rendered};

#[derive(Serialize)]
struct LandingPage {
    site: Site,
    page: Page,
    company: Company,
    landing: Landing,
    products: Vec<Product>,
    links: Links,
    partner: Partner,
    disclosure: String,
    forward: Option<Forward>,
}

#[derive(Serialize)]
struct Landing {
    id: String,
    hero: Hero,
    proof: Vec<Proof>,
    countdown: Option<Countdown>,
    benefits: Option<Section<Benefit>>,
    steps: Option<Section<TitledText>>,
    video: Option<Video>,
    products: Heading,
    comparison: Option<Comparison>,
    article_html: Option<String>,
    faq: Option<Section<Question>>,
    form: Option<Form>,
    closing: Option<Closing>,
    note: Option<String>,
}

#[derive(Serialize)]
struct Hero {
    eyebrow: Option<String>,
    headline: String,
    line: Option<String>,
    cta: String,
    picture: Option<Picture>,
    focus: Focus,
    number: Option<Figure>,
}

/// The point of the picture that every crop keeps, in percent from its left and top edge.
#[derive(Serialize)]
struct Focus {
    x: u8,
    y: u8,
}

#[derive(Serialize)]
struct Figure {
    value: String,
    label: Option<String>,
}

#[derive(Default, Serialize)]
struct Proof {
    quote: Option<String>,
    name: Option<String>,
    role: Option<String>,
    value: Option<String>,
    label: Option<String>,
}

#[derive(Serialize)]
struct Section<T> {
    headline: Option<String>,
    items: Vec<T>,
}

#[derive(Serialize)]
struct Benefit {
    title: String,
    text: Option<String>,
    icon: Option<String>,
    picture: Option<Picture>,
}

#[derive(Serialize)]
struct Heading {
    headline: Option<String>,
    line: Option<String>,
}

#[derive(Serialize)]
struct Closing {
    headline: String,
    line: Option<String>,
    cta: String,
}

#[derive(Clone, Serialize)]
struct Links {
    hero: String,
    closing: String,
    sticky: String,
}

impl<'p> Pages<'_, 'p> {
    /// A partner's landing in one language.
    ///
    /// # Errors
    /// Everything on it that cannot be filled, linked or rendered.
    pub fn landing(
        &self,
        partner: &'p partner::Partner,
        landing: &'p material::Landing,
        locale: &Locale,
        path: &OutputPath,
    ) -> Rendered {
        let version = landing.version_for(partner, locale, self.plan.default_locale());
        let text = version.ok_or_else(|| gone("landing", landing.id.as_str()))?.value;
        let draft = Draft::of_partner(*self, path, locale, partner)?;
        let links = draft.landing_links(partner, &landing.id);
        let draft = draft.with_link(&links.hero);
        let forward = draft.landing_forward(partner, landing);
        let grants = Grants {
            script: forward.as_ref().map(|_| SCRIPT_HASH.as_str()),
            ..draft.form_grants(text.form.as_ref())
        };
        let page = LandingPage {
            site: draft.site_with(Role::Landing, grants),
            page: draft.landing_page(partner, landing, text),
            company: draft.company(),
            landing: draft.landing(partner, landing, text),
            products: draft.landing_products(partner, landing),
            partner: draft.partner(partner),
            disclosure: draft.disclosure(partner, &landing.id),
            links: links.clone(),
            forward,
        };
        draft.render("landing/page.html", &page)
    }
}

impl<'p> Draft<'_, 'p> {
    fn landing_links(&self, partner: &'p partner::Partner, landing: &LandingId) -> Links {
        let link = |name: &str| {
            let button = Button::named(name)?;
            Some(self.link(partner, Placement::LandingButton { landing: landing.clone(), button }))
        };
        let link = |name: &str| link(name).unwrap_or_default();
        Links { hero: link("hero"), closing: link("closing"), sticky: link("sticky") }
    }

    fn landing_page(
        &self,
        partner: &'p partner::Partner,
        landing: &material::Landing,
        text: &LandingText,
    ) -> Page {
        let places = self.pages.plan.landing_places(partner);
        let same = places.iter().filter(|place| place.landing.id == landing.id);
        let indexing = self.pages.plan.indexing(partner);
        Page {
            description: self.optional(text.description.as_ref()),
            canonical: self.canonical(partner, landing, text, indexing),
            alternates: self.alternates(same.map(|place| (&place.locale, place.path.clone()))),
            social_image: self.card(partner, landing, text),
            ..self.page(
                self.titled(&self.plain(&text.title)),
                (indexing == Indexing::None).then_some("noindex, follow"),
            )
        }
    }

    /// The page that search engines are to show: the company's own, this one, or the one that this
    /// one is tried against.
    fn canonical(
        &self,
        partner: &'p partner::Partner,
        landing: &material::Landing,
        text: &LandingText,
        indexing: Indexing,
    ) -> Option<String> {
        let plan = self.pages.plan;
        match indexing {
            Indexing::None => None,
            Indexing::Brand => {
                let products = plan.landing_products(partner, landing, self.words.locale);
                let offer = products.first().and_then(|it| it.offers.get(self.words.market));
                let own = offer.map(|offer| &offer.url.value);
                Some(own.unwrap_or(&plan.project.company.url).to_string())
            }
            Indexing::All => {
                let other = text.test_of.as_ref().and_then(|of| {
                    let mut places = plan.landing_places(partner).into_iter();
                    places.find(|it| it.landing.id == of.value && it.locale == *self.words.locale)
                });
                let path = other.map_or_else(|| self.path.clone(), |place| place.path);
                Some(plan.addresses.url(&path))
            }
        }
    }

    fn hero_alt(&self, text: &LandingText) -> String {
        self.optional(text.hero.alt.as_ref()).unwrap_or_default()
    }

    fn disclosure(&self, partner: &partner::Partner, landing: &LandingId) -> String {
        let label = Button::named("hero").and_then(|button| {
            let placement = Placement::LandingButton { landing: landing.clone(), button };
            self.pages.plan.ad_label(partner, &placement)
        });
        self.take(self.words.disclosure("landing.disclosure", label))
    }

    fn landing(
        &self,
        partner: &'p partner::Partner,
        landing: &material::Landing,
        text: &'p LandingText,
    ) -> Landing {
        let cta =
            self.optional(text.hero.cta.as_ref()).unwrap_or_else(|| self.text("landing.view", &[]));
        Landing {
            id: landing.id.to_string(),
            proof: text.proof.iter().map(|proof| self.proof(proof)).collect(),
            countdown: text.countdown.as_ref().and_then(|it| self.countdown(it)),
            video: text.video.as_ref().map(|video| self.video(video)),
            comparison: text.comparison.as_ref().map(|it| self.comparison(it)),
            form: text.form.as_ref().and_then(|form| self.form(partner, landing, form)),
            note: self.optional(text.note.as_ref()),
            benefits: text
                .benefits
                .as_ref()
                .map(|section| self.section(section, |item| self.benefit(item))),
            steps: text.steps.as_ref().map(|section| {
                self.section(section, |item| TitledText {
                    title: self.plain(&item.title),
                    text: self.optional(item.text.as_ref()),
                })
            }),
            products: Heading {
                headline: self.optional(text.products.headline.as_ref()),
                line: self.optional(text.products.line.as_ref()),
            },
            article_html: Some(&text.body)
                .filter(|body| !body.text.trim().is_empty())
                .map(|body| self.html(body)),
            faq: text.faq.as_ref().map(|section| {
                self.section(section, |item| Question {
                    question: self.plain(&item.question),
                    answer_html: self.html(&item.answer),
                })
            }),
            closing: text.closing.as_ref().map(|closing| Closing {
                headline: self.plain(&closing.headline),
                line: self.optional(closing.line.as_ref()),
                cta: self.optional(closing.cta.as_ref()).unwrap_or_else(|| cta.clone()),
            }),
            hero: self.hero(text, cta),
        }
    }

    fn hero(&self, text: &LandingText, cta: String) -> Hero {
        let hero = &text.hero;
        let picture = hero.picture.as_ref().and_then(|picture| {
            self.picture(&self.folders().shared, &picture.value, Profile::Hero, self.hero_alt(text))
        });
        Hero {
            eyebrow: self.optional(hero.eyebrow.as_ref()),
            headline: self.plain(&hero.headline),
            line: self.optional(hero.line.as_ref()),
            cta,
            picture,
            focus: Focus { x: hero.focus.x, y: hero.focus.y },
            number: hero.number.as_ref().map(|figure| self.figure(figure)),
        }
    }

    fn figure(&self, figure: &landing::Figure) -> Figure {
        Figure { value: self.plain(&figure.value), label: self.optional(figure.label.as_ref()) }
    }

    fn proof(&self, proof: &landing::Proof) -> Proof {
        match proof {
            landing::Proof::Quote { quote, name, role } => Proof {
                quote: Some(self.plain(quote)),
                name: self.optional(name.as_ref()),
                role: self.optional(role.as_ref()),
                ..Proof::default()
            },
            landing::Proof::Figure(figure) => {
                let Figure { value, label } = self.figure(figure);
                Proof { value: Some(value), label, ..Proof::default() }
            }
        }
    }

    fn section<T, C>(&self, section: &landing::Section<T>, item: impl Fn(&T) -> C) -> Section<C> {
        Section {
            headline: self.optional(section.headline.as_ref()),
            items: section.items.iter().map(item).collect(),
        }
    }

    /// An icon is a name of the theme, or a picture's path.
    fn benefit(&self, benefit: &landing::Benefit) -> Benefit {
        let icon = benefit.icon.as_ref().map(|icon| icon.text.as_str());
        let picture = icon.and_then(PicturePath::new).and_then(|path| {
            self.picture(&self.folders().shared, &path, Profile::Benefit, String::new())
        });
        Benefit {
            title: self.plain(&benefit.title),
            text: self.optional(benefit.text.as_ref()),
            icon: icon.filter(|_| picture.is_none()).map(str::to_owned),
            picture,
        }
    }

    fn landing_forward(
        &self,
        partner: &'p partner::Partner,
        landing: &material::Landing,
    ) -> Option<Forward> {
        let products = self.pages.plan.landing_products(partner, landing, self.words.locale);
        let buttons = products.iter().map(|product| Button::product(&product.id));
        self.forward(partner, &landing.id, buttons)
    }

    fn landing_products(
        &self,
        partner: &'p partner::Partner,
        landing: &material::Landing,
    ) -> Vec<Product> {
        let products = self.pages.plan.landing_products(partner, landing, self.words.locale);
        let card = |product: &crate::model::product::Product| {
            let button = Button::product(&product.id);
            let link = self
                .link(partner, Placement::LandingButton { landing: landing.id.clone(), button });
            self.product(product, link)
        };
        products.into_iter().map(card).collect()
    }
}
