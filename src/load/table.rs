//! Turns the rows of `partners.csv` into the same nodes that a partner's file gives.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Span, suggest};
use crate::model::ids::PartnerId;
use crate::model::partner::PARTNER;
use crate::source::{Cell, Key, Node, Scalar, Table, Value};

use super::fields::Findings;
use super::values::bad_id;

/// A row as a mapping, and where it stands.
pub struct PartnerRow {
    pub id: PartnerId,
    /// The row's number in the spreadsheet.
    number: usize,
    pub node: Node,
    pub span: Span,
}

impl PartnerRow {
    /// Tells people who see a grid, and no lines, where the findings about this row's cells are.
    pub fn name_columns(&self, findings: &mut [Diagnostic]) {
        for finding in findings {
            let cell = self.node.entries().iter().find(|(_, cell)| Some(cell.span) == finding.span);
            if let Some((column, _)) = cell {
                finding.message =
                    format!("row {}, column `{}`: {}", self.number, column.text, finding.message);
            }
        }
    }
}

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
            "vertragsdatum",
            "signé",
            "signele",
            "datedesignature",
            "подписан",
            "датаподписания",
        ],
    ),
    ("backend", &["trackingsystem"]),
];

/// The rows that name a partner. Columns that mean nothing are reported once, at the header.
pub fn partner_rows(table: &Table, findings: &mut Findings) -> Vec<PartnerRow> {
    let columns: Vec<Option<&'static str>> =
        table.header.iter().map(|cell| column(cell, findings)).collect();
    report_twins(&table.header, &columns, findings);
    let Some(id_column) = columns.iter().position(|column| *column == Some("id")) else {
        let place = table.header.first().map(|cell| cell.span);
        findings.extend(place.map(|place| {
            Diagnostic::error(
                Code::MissingKey,
                Span { end: place.start, ..place },
                "the table has no column `id`",
            )
            .help("add a column `id`: a short name for each partner, such as `ciel-bleu`")
        }));
        return Vec::new();
    };
    let mut seen: BTreeMap<PartnerId, Span> = BTreeMap::new();
    let mut rows = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let Some(cell) = row.cells.get(id_column).filter(|cell| !cell.text.is_empty()) else {
            findings.push(
                Diagnostic::error(
                    Code::MissingKey,
                    row.span,
                    format!("row {} has no id", row.number),
                )
                .help("fill the column `id`: lower-case letters, digits, hyphens"),
            );
            continue;
        };
        match PartnerId::parse(&cell.text) {
            Err(fault) => findings.push(bad_id(fault).at(cell.span)),
            Ok(id) => match seen.insert(id.clone(), cell.span) {
                Some(first) => findings.push(
                    Diagnostic::error(
                        Code::DuplicateId,
                        cell.span,
                        format!("there are two rows for the partner `{id}`"),
                    )
                    .label(first, "the first row"),
                ),
                None => rows.push(PartnerRow {
                    id,
                    number: row.number,
                    node: node(&columns, &table.header, &row.cells, row.span),
                    span: row.span,
                }),
            },
        }
    }
    rows
}

/// The key of a partner that a column's heading means.
pub fn partner_column(heading: &str) -> Option<&'static str> {
    let plain = plain(heading);
    let known = PARTNER.fields.iter().map(|field| field.key).find(|key| *key == plain);
    let friendly =
        || FRIENDLY.iter().find(|(_, names)| names.contains(&plain.as_str())).map(|(key, _)| *key);
    known.or_else(friendly)
}

fn column(cell: &Cell, findings: &mut Findings) -> Option<&'static str> {
    let plain = plain(&cell.text);
    if plain.is_empty() {
        return None;
    }
    partner_column(&cell.text).or_else(|| {
        let names: Vec<&str> = FRIENDLY.iter().map(|(key, _)| *key).collect();
        let finding = Diagnostic::error(
            Code::UnknownKey,
            cell.span,
            format!("the column `{}` means nothing here", cell.text),
        );
        findings.push(match suggest(&plain, names.iter().copied()) {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => finding.help(format!("columns are: {}", names.join(", "))),
        });
        None
    })
}

fn plain(header: &str) -> String {
    header.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn report_twins(header: &[Cell], columns: &[Option<&'static str>], findings: &mut Findings) {
    for (index, column) in columns.iter().enumerate() {
        let first =
            columns[..index].iter().position(|earlier| column.is_some() && earlier == column);
        if let Some(first) = first {
            findings.push(
                Diagnostic::error(
                    Code::DuplicateKey,
                    header[index].span,
                    format!("two columns say `{}`", column.unwrap_or_default()),
                )
                .label(header[first].span, "the first one"),
            );
        }
    }
}

fn node(columns: &[Option<&'static str>], header: &[Cell], cells: &[Cell], span: Span) -> Node {
    let pairs = columns.iter().zip(header).zip(cells).filter_map(|((column, header), cell)| {
        let column = (*column)?;
        if column == "id" || cell.text.is_empty() {
            return None;
        }
        let key = Key { text: column.to_owned(), span: header.span };
        let scalar = Scalar { text: cell.text.clone(), quoted: true };
        Some((key, Node { value: Value::Scalar(scalar), span: cell.span }))
    });
    Node { value: Value::Map(pairs.collect()), span }
}
