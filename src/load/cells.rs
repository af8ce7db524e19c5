//! Cells of the partners' table as people fill them: words of their own language, dates as Excel
//! shows them.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::date::{Date, DateError};
use crate::model::locale::Locale;
use crate::model::partner::Status;
use crate::source::Table;

use super::fields::Findings;

/// What a status is called in the languages of our users, in small letters.
const STATUS: &[(Status, &[&str])] = &[
    (Status::Applied, &["beworben", "bewerbung", "candidat", "candidature", "заявка"]),
    (Status::Active, &["aktiv", "actif", "активен", "активный", "активна"]),
    (
        Status::Paused,
        &["pausiert", "pause", "en pause", "suspendu", "pausé", "на паузе", "приостановлен"],
    ),
    (Status::Ended, &["beendet", "gekündigt", "terminé", "fini", "завершен", "завершён", "закрыт"]),
];

/// The status that a word of another language means.
pub fn status_called(word: &str) -> Option<Status> {
    let word = word.trim().to_lowercase();
    STATUS.iter().find(|(_, words)| words.contains(&word.as_str())).map(|(status, _)| *status)
}

/// The text with the word that content files use.
pub fn status(text: &str) -> String {
    status_called(text).map_or_else(|| text.to_owned(), |status| status.word().to_owned())
}

/// The text with tags in place of languages' names: `Deutsch, Englisch` is `de, en`.
pub fn languages(text: &str) -> String {
    let tag = |word: &str| {
        let named = Locale::called(word).map(|locale| locale.to_string());
        named.unwrap_or_else(|| word.trim().to_owned())
    };
    text.split([',', ';', '|', '/', '\n']).map(tag).collect::<Vec<_>>().join(", ")
}

/// In which order a column writes day and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    DayFirst,
    MonthFirst,
}

/// A date that can be read in two ways.
struct Open<'t> {
    text: &'t str,
    span: Span,
    readings: Vec<Date>,
}

/// How the dates of the column `signed` are read: one that can be meant in one way only settles
/// the others.
pub struct Dates {
    order: Option<Order>,
}

impl Dates {
    /// Looks at the whole column; what stays open is one finding for all its cells.
    pub fn of(table: &Table, columns: &[Option<&'static str>], findings: &mut Findings) -> Dates {
        let Some(column) = columns.iter().position(|column| *column == Some("signed")) else {
            return Dates { order: None };
        };
        let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
        let mut proofs: Vec<Order> = Vec::new();
        let mut open: Vec<Open> = Vec::new();
        for cell in cells {
            let Err(DateError::OtherForm { readings, .. }) = Date::parse(&cell.text) else {
                continue;
            };
            match readings.as_slice() {
                [only] => proofs.extend(order_of(&cell.text, *only)),
                _ => open.push(Open { text: &cell.text, span: cell.span, readings }),
            }
        }
        let order = proofs.first().copied().filter(|first| proofs.iter().all(|it| it == first));
        if order.is_none() {
            let heading = table.header.get(column).map(|cell| cell.text.as_str());
            findings.extend(ambiguous(heading.unwrap_or_default(), &open));
        }
        Dates { order }
    }

    /// The date as content files write it; what cannot be read stays as it is. `None` for one
    /// whose order is open, which was reported for the column.
    pub fn read(&self, text: &str) -> Option<String> {
        let Err(DateError::OtherForm { readings, .. }) = Date::parse(text) else {
            return Some(text.to_owned());
        };
        let date = match (readings.as_slice(), self.order) {
            ([only], _) => only,
            ([day_first, _], Some(Order::DayFirst)) => day_first,
            ([_, month_first], Some(Order::MonthFirst)) => month_first,
            _ => return None,
        };
        Some(date.to_string())
    }
}

/// The order that a date shows which can be read in one way only; none for `2026/12/15` and `05.05.2026`.
fn order_of(text: &str, date: Date) -> Option<Order> {
    let digits = text.trim().split(|letter: char| !letter.is_ascii_digit()).next()?;
    let first: i8 = digits.parse().ok()?;
    match (first == date.day(), first == date.month()) {
        (true, false) => Some(Order::DayFirst),
        (false, true) => Some(Order::MonthFirst),
        _ => None,
    }
}

fn ambiguous(heading: &str, open: &[Open]) -> Option<Diagnostic> {
    let [Open { text, span, readings }, more @ ..] = open else { return None };
    let others = match more.len() {
        0 => String::new(),
        1 => " and one more date".to_owned(),
        count => format!(" and {count} more dates"),
    };
    let message =
        format!("column `{heading}`: `{text}`{others} can be read with the day or the month first");
    let meant: Vec<String> = readings.iter().map(|date| format!("`{date}`")).collect();
    Some(Diagnostic::error(Code::Ambiguous, *span, message).help(format!(
        "write {}, and the others likewise: in Excel, format the column as yyyy-mm-dd",
        meant.join(" or ")
    )))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::FileId;
    use crate::source::parse_table;

    fn read(cells: &[&str]) -> (Vec<Option<String>>, Findings) {
        let rows = cells.iter().enumerate().map(|(row, cell)| format!("p{row},{cell}\n"));
        let sheet = format!("id,signed\n{}", rows.collect::<String>());
        let (table, faults) = parse_table(FileId(0), &sheet);
        assert_eq!(faults, []);
        let mut findings = Findings::new();
        let columns = [Some("id"), Some("signed")];
        let dates = Dates::of(&table.expect("a table"), &columns, &mut findings);
        (cells.iter().map(|cell| dates.read(cell)).collect(), findings)
    }

    fn dates(texts: &[&str]) -> Vec<Option<String>> {
        texts.iter().map(|text| Some((*text).to_owned())).collect()
    }

    #[test]
    fn one_date_settles_the_column() {
        let (read_as, findings) = read(&["01/12/2026", "15/11/2026", "05.05.2026", "2026-02-03"]);
        assert_eq!(read_as, dates(&["2026-12-01", "2026-11-15", "2026-05-05", "2026-02-03"]));
        assert_eq!(findings, []);
        let (read_as, findings) = read(&["01/12/2026", "11/15/2026"]);
        assert_eq!(read_as, dates(&["2026-01-12", "2026-11-15"]));
        assert_eq!(findings, []);
    }

    #[test]
    fn what_stays_open_is_asked_about_once() {
        let (read_as, findings) = read(&["01/12/2026", "02/03/2026", "04/03/2026", "2026/12/15"]);
        assert_eq!(read_as, [None, None, None, Some("2026-12-15".to_owned())]);
        assert_eq!(findings.len(), 1);
        assert!(findings[0].message.contains("`01/12/2026` and 2 more dates"), "{findings:?}");
        let (_, findings) = read(&["01/12/2026", "15/11/2026", "11/15/2026"]);
        assert_eq!(findings.len(), 1, "both orders are proved: {findings:?}");
    }

    #[test]
    fn words_of_other_languages_are_understood() {
        let cases =
            [("Aktiv", "active"), ("en pause", "paused"), ("завершён", "ended"), ("x", "x")];
        for (typed, meant) in cases {
            assert_eq!(status(typed), meant);
        }
        assert_eq!(languages("Deutsch, Englisch"), "de, en");
        assert_eq!(languages("français / русский"), "fr, ru");
        assert_eq!(languages("de, en"), "de, en");
        assert_eq!(languages("de en"), "de en");
    }
}
