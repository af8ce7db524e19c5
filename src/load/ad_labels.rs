//! Reads `labels.csv`: the labels of advertisements, a row for each.

use crate::diagnostic::{Code, Diagnostic, Span, suggest};
use crate::model::ad_label::{AdLabel, AdLabels, AdToken, Labelled};
use crate::model::ids::{CreativeId, EmailId, Id, LandingId, PartnerId, TextId};
use crate::model::project::Project;
use crate::source::{Cell, Row, Source, Table, parse_table, resolve};

use super::fields::Findings;
use super::headings::is_private;

const COLUMNS: [&str; 5] = ["partner", "creative", "erid", "advertiser", "inn"];

/// What is before the ids of materials that are no banners.
const PREFIXES: [&str; 4] = ["banner-", "landing-", "email-", "text-"];

/// The labels of all partners and materials; none where there is no such file.
pub fn ad_labels(source: &Source, project: &Project, findings: &mut Findings) -> AdLabels {
    let path = resolve("content", "labels.csv").ok();
    let Some(file) = path.and_then(|path| source.find(&path)) else { return AdLabels::default() };
    let Ok(text) = source.read_text(file).map_err(|finding| findings.push(finding)) else {
        return AdLabels::default();
    };
    let (table, faults) = parse_table(file, text);
    findings.extend(faults);
    let mut labels = AdLabels::default();
    let Some(table) = table else { return labels };
    let Some(columns) = Columns::of(&table, findings) else { return labels };
    for row in &table.rows {
        let reading = Reading { row, columns: &columns, project };
        let Some((partner, material, label)) = reading.read(findings) else { continue };
        let place = label.span;
        if let Some(first) = labels.insert(partner, material, label) {
            let message = format!("row {} is for the same as one before it", row.number);
            findings.push(
                Diagnostic::error(Code::DuplicateKey, place, message)
                    .label(first.span, "the first one")
                    .help("keep one of the two, or name another partner or material"),
            );
        }
    }
    labels
}

/// Where each of [`COLUMNS`] stands.
struct Columns([Option<usize>; COLUMNS.len()]);

impl Columns {
    fn of(table: &Table, findings: &mut Findings) -> Option<Columns> {
        let mut found = [None; COLUMNS.len()];
        for (index, cell) in table.header.iter().enumerate() {
            let heading = cell.text.to_lowercase();
            match COLUMNS.iter().position(|column| *column == heading) {
                Some(column) => found[column] = Some(index),
                None if is_private(&cell.text) || heading.is_empty() => {}
                None => findings.push(unknown_column(cell)),
            }
        }
        if found[2].is_none() {
            let place = table.header.first().map(|cell| Span { end: cell.span.start, ..cell.span });
            findings.extend(place.map(|place| {
                Diagnostic::error(Code::MissingKey, place, "the table has no column `erid`")
                    .help(format!("its columns are: {}", COLUMNS.join(", ")))
            }));
            return None;
        }
        Some(Columns(found))
    }
}

fn unknown_column(cell: &Cell) -> Diagnostic {
    let message = format!("the column `{}` means nothing here", cell.text);
    let finding = Diagnostic::error(Code::UnknownKey, cell.span, message);
    finding.help(match suggest(&cell.text.to_lowercase(), COLUMNS) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "columns are: {}; to keep one for yourselves, name it `# {}`",
            COLUMNS.join(", "),
            cell.text
        ),
    })
}

struct Reading<'a> {
    row: &'a Row,
    columns: &'a Columns,
    project: &'a Project,
}

impl<'a> Reading<'a> {
    fn read(
        &self,
        findings: &mut Findings,
    ) -> Option<(Option<PartnerId>, Option<Labelled>, AdLabel)> {
        let [partner, creative, token, advertiser, number] =
            [0, 1, 2, 3, 4].map(|column| self.cell(column));
        let before = findings.len();
        let partner = partner.and_then(|cell| self.partner(cell, findings));
        let material = creative.and_then(|cell| self.material(cell, findings));
        let token = self.token(token, findings);
        let tax_number = number.and_then(|cell| tax_number(cell, findings));
        let advertiser = advertiser.map(|cell| cell.text.clone());
        // What a row is for must be known, or it would be for everybody.
        (findings.len() == before).then_some(())?;
        let label = AdLabel { span: self.row.span, token: token?, advertiser, tax_number };
        Some((partner, material, label))
    }

    /// A cell that is not empty.
    fn cell(&self, column: usize) -> Option<&'a Cell> {
        let index = self.columns.0[column]?;
        self.row.cells.get(index).filter(|cell| !cell.text.is_empty())
    }

    fn partner(&self, cell: &Cell, findings: &mut Findings) -> Option<PartnerId> {
        let found = self.project.partners.get_key_value(cell.text.as_str());
        if found.is_none() {
            findings.push(nobody("partner", cell, self.project.partners.keys()));
        }
        found.map(|(id, _)| id.clone())
    }

    /// A banner's id, or another material's with its kind before it: `text-review`.
    fn material(&self, cell: &Cell, findings: &mut Findings) -> Option<Labelled> {
        let project = self.project;
        let text = cell.text.as_str();
        if let Some((id, _)) = project.creatives.get_key_value(text) {
            return Some(Labelled::Banner(id.clone()));
        }
        let after = |prefix: &str| text.strip_prefix(prefix);
        let banner = |id| {
            project
                .creatives
                .get_key_value(id)
                .map(|(id, _): (&CreativeId, _)| Labelled::Banner(id.clone()))
        };
        let landing = |id| {
            project
                .landings
                .get_key_value(id)
                .map(|(id, _): (&LandingId, _)| Labelled::Landing(id.clone()))
        };
        let email = |id| {
            project
                .emails
                .get_key_value(id)
                .map(|(id, _): (&EmailId, _)| Labelled::Email(id.clone()))
        };
        let ad_text = |id| {
            project.texts.get_key_value(id).map(|(id, _): (&TextId, _)| Labelled::Text(id.clone()))
        };
        let [banners, landings, emails, texts] = PREFIXES;
        let found = after(banners)
            .and_then(banner)
            .or_else(|| after(landings).and_then(landing))
            .or_else(|| after(emails).and_then(email))
            .or_else(|| after(texts).and_then(ad_text));
        if found.is_none() {
            findings.push(nobody("banner", cell, project.creatives.keys()));
        }
        found
    }

    fn token(&self, cell: Option<&Cell>, findings: &mut Findings) -> Option<AdToken> {
        let Some(cell) = cell else {
            let message = format!("row {} has no token in the column `erid`", self.row.number);
            findings.push(Diagnostic::error(Code::MissingKey, self.row.span, message).help(
                "fill it in as the operator of advertising data gave it, or take the row out",
            ));
            return None;
        };
        let token = AdToken::parse(&cell.text);
        if token.is_none() {
            let message = format!("`{}` is no token", cell.text);
            findings.push(
                Diagnostic::error(Code::BadValue, cell.span, message)
                    .help("a token has letters, digits, `-` and `_` only, such as `2VtzqwXYZab`"),
            );
        }
        token
    }
}

/// Ten digits for companies, twelve for persons.
fn tax_number(cell: &Cell, findings: &mut Findings) -> Option<String> {
    let digits = cell.text.bytes().all(|byte| byte.is_ascii_digit());
    if digits && matches!(cell.text.len(), 10 | 12) {
        return Some(cell.text.clone());
    }
    let message = format!("`{}` is no INN", cell.text);
    findings.push(
        Diagnostic::error(Code::BadValue, cell.span, message)
            .help("an INN has ten digits, or twelve for a person; a spreadsheet may have cut a zero off its beginning"),
    );
    None
}

fn nobody<'k, I: Id + 'k>(
    kind: &str,
    cell: &Cell,
    known: impl Iterator<Item = &'k I>,
) -> Diagnostic {
    let message = format!("there is no {kind} `{}`", cell.text);
    let finding = Diagnostic::error(Code::Dangling, cell.span, message);
    match suggest(&cell.text, known.map(Id::as_str)) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None if kind == "banner" => {
            finding.help("materials of another kind have it before their id: `landing-home`, `email-welcome`, `text-review`")
        }
        None => finding,
    }
}
