//! Which key of a partner a column of the table means.

use crate::diagnostic::{Code, Diagnostic, suggest};
use crate::model::partner::PARTNER;
use crate::source::Cell;

use super::fields::Findings;

/// Headers as people write them, in the languages of our users; compared without case, spaces,
/// accents' dots or hyphens.
const FRIENDLY: &[(&str, &[&str])] = &[
    ("id", &["partnerid", "partner", "kennung", "identifiant", "кодпартнера", "код"]),
    (
        "name",
        &[
            "company",
            "firma",
            "companyname",
            "nom",
            "société",
            "societe",
            "название",
            "имя",
            "компания",
        ],
    ),
    (
        "contact",
        &[
            "contactperson",
            "ansprechpartner",
            "kontakt",
            "interlocuteur",
            "контакт",
            "контактноелицо",
        ],
    ),
    ("email", &["mail", "emailaddress", "courriel", "adressemail", "почта", "элпочта"]),
    ("website", &["site", "url", "webseite", "siteweb", "homepage", "сайт"]),
    ("status", &["state", "statut", "статус"]),
    ("program", &["programme", "programm", "программа"]),
    ("groups", &["group", "gruppe", "gruppen", "groupe", "groupes", "группа", "группы"]),
    (
        "locales",
        &[
            "language",
            "languages",
            "locale",
            "sprache",
            "sprachen",
            "langue",
            "langues",
            "язык",
            "языки",
        ],
    ),
    ("market", &["markt", "marché", "marche", "рынок"]),
    ("recruiter", &["recruitedby", "sponsor", "geworbenvon", "parrain", "спонсор"]),
    ("domain", &["domaine", "домен"]),
    ("ref", &["reference", "refid", "affiliateid", "référence", "referenz", "реф"]),
    (
        "coupon",
        &["code", "couponcode", "promocode", "gutschein", "gutscheincode", "codepromo", "промокод"],
    ),
    ("manager", &["betreuer", "responsable", "accountmanager", "менеджер"]),
    (
        "signed",
        &[
            "signedon",
            "signaturedate",
            "unterschrieben",
            "unterschriebenam",
            "unterzeichnet",
            "unterzeichnetam",
            "unterschrift",
            "datumderunterschrift",
            "vertragvom",
            "vertragsdatum",
            "signé",
            "signéle",
            "signele",
            "datedesignature",
            "datedecontrat",
            "подписан",
            "датаподписания",
        ],
    ),
    ("backend", &["trackingsystem"]),
];

/// The key of a partner that a column's heading means.
pub fn partner_column(heading: &str) -> Option<&'static str> {
    if is_private(heading) {
        return None;
    }
    let plain = plain(heading);
    let known = PARTNER.fields.iter().map(|field| field.key).find(|key| *key == plain);
    let friendly =
        || FRIENDLY.iter().find(|(_, names)| names.contains(&plain.as_str())).map(|(key, _)| *key);
    known.or_else(friendly)
}

/// The key of a column; one that means nothing is a finding, so that no column is lost unseen.
pub fn column(cell: &Cell, findings: &mut Findings) -> Option<&'static str> {
    let plain = plain(&cell.text);
    if plain.is_empty() || is_private(&cell.text) {
        return None;
    }
    partner_column(&cell.text).or_else(|| {
        let names: Vec<&str> = FRIENDLY.iter().map(|(key, _)| *key).collect();
        let finding = Diagnostic::error(
            Code::UnknownKey,
            cell.span,
            format!("the column `{}` means nothing here", cell.text),
        );
        let keep = format!("to keep a column for yourselves, name it `# {}`", cell.text);
        findings.push(match suggest(&plain, names.iter().copied()) {
            Some(near) => finding.help(format!("did you mean `{near}`? Or {keep}")),
            None => finding.help(format!("{keep}; columns are: {}", names.join(", "))),
        });
        None
    })
}

/// Whether a column is the marketer's own: nothing is read from it.
pub fn is_private(heading: &str) -> bool {
    heading.starts_with(['#', '_'])
}

fn plain(header: &str) -> String {
    header.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_understood_in_the_languages_of_our_users() {
        for heading in [
            "Unterschrieben am",
            "Unterzeichnet",
            "Unterzeichnet am",
            "Unterschrift",
            "Datum der Unterschrift",
            "Vertrag vom",
            "Vertragsdatum",
            "Signé le",
            "Дата подписания",
        ] {
            assert_eq!(partner_column(heading), Some("signed"), "{heading}");
        }
        assert_eq!(partner_column("Partner-ID"), Some("id"));
        assert_eq!(partner_column("Bemerkung"), None);
    }

    #[test]
    fn columns_of_one_s_own_are_left_alone() {
        let mut findings = Findings::new();
        for heading in ["# Code", "_status", "#id"] {
            let span = crate::diagnostic::Span::start_of(crate::diagnostic::FileId(0));
            let cell = Cell { text: heading.to_owned(), span };
            assert_eq!(column(&cell, &mut findings), None, "{heading}");
        }
        assert_eq!(findings, []);
    }

    #[test]
    fn the_guide_lists_every_heading() {
        let guide: String = plain(include_str!("../../docs/content.md"));
        for (key, names) in FRIENDLY {
            for name in *names {
                assert!(guide.contains(name), "docs/content.md does not name `{name}` for `{key}`");
            }
        }
    }
}
