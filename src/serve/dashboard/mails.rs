//! Letters as their readers see them: at a desk, on a phone, on a dark phone.

use serde::Serialize;

use crate::plan::MailPlace;

use super::{Asking, Room, Shell};

#[derive(Serialize)]
pub struct Mails {
    #[serde(flatten)]
    shell: Shell,
    partner: Option<String>,
    partner_name: Option<String>,
    letters: Vec<Letter>,
    /// The one that is shown.
    shown: Option<Letter>,
}

#[derive(Serialize, Clone)]
struct Letter {
    id: String,
    locale: String,
    subject: String,
    /// Without its ending.
    file: String,
    is_shown: bool,
}

pub fn page(room: &Room, asking: &Asking) -> Mails {
    let partner = room.partner(asking);
    let places = partner.map(|partner| room.plan.mail_places(partner)).unwrap_or_default();
    let (id, locale) = (asking.parameter("mail"), asking.parameter("locale"));
    let is_meant = |place: &MailPlace| {
        id.as_deref().is_none_or(|id| place.email.id.as_str() == id)
            && locale.as_deref().is_none_or(|locale| place.locale.as_str() == locale)
    };
    let index = places.iter().position(is_meant).unwrap_or(0);
    let default = room.plan.default_locale();
    let letters = places.iter().enumerate().filter_map(|(at, place)| {
        let text = place.email.version_for(partner?, &place.locale, default)?.value;
        Some(Letter {
            id: place.email.id.to_string(),
            locale: place.locale.to_string(),
            subject: text.subject.text.clone(),
            file: format!("/mails/{}/{}.{}", partner?.id, place.email.id, place.locale),
            is_shown: at == index,
        })
    });
    let letters: Vec<Letter> = letters.collect();
    Mails {
        shell: room.shell("mails", "Mails"),
        partner: partner.map(|partner| partner.id.to_string()),
        partner_name: partner.map(|partner| partner.name.clone()),
        shown: letters.iter().find(|letter| letter.is_shown).cloned(),
        letters,
    }
}
