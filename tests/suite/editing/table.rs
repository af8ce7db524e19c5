//! Edits of the table of partners.

use super::chance::Chance;
use super::ground::{Ground, Manner};

const TABLE: &str = "content/partners.csv";
/// Columns of the table whose values may be others, and which.
const VALUES: [(usize, &[&str]); 7] = [
    (5, &["active", "active", "paused", "ended", "applied"]),
    (6, &["friends", "dealers", ""]),
    (7, &["vip", "blog", "", "\"vip, blog\""]),
    (8, &["en", "de", "\"en, de\"", "\"de, en\""]),
    (9, &["", "", "one-tips.example", "two-tips.example"]),
    (10, &["1041", "2077", "3103"]),
    (14, &["2026-01-05", "2026-11-22", ""]),
];

pub fn edit(ground: &mut Ground, chance: &mut Chance) {
    let Some(text) = ground.path(TABLE).exists().then(|| ground.text(TABLE)).flatten() else {
        return;
    };
    let mut rows: Vec<String> = text.lines().map(str::to_owned).collect();
    if rows.len() < 2 {
        return;
    }
    let row = chance.between(1, rows.len() - 1);
    let what = match chance.below(8) {
        0 => {
            let id = format!("new{}", chance.below(1000));
            let copy = rows[row].split_once(',').map_or("", |(_, rest)| rest);
            let copy = format!("{id},{copy}");
            rows.insert(row, copy);
            format!("a row more, {id}")
        }
        1 => format!("without {}", rows.remove(row)),
        2 => {
            rows[1..].sort_by_key(|row| std::cmp::Reverse(row.clone()));
            "sorted".to_owned()
        }
        3 if text.contains('\r') => {
            rows.iter_mut().for_each(|row| *row = row.trim_end().to_owned());
            "with line feeds".to_owned()
        }
        3 => {
            rows.iter_mut().for_each(|row| row.push('\r'));
            "with carriage returns".to_owned()
        }
        _ => {
            let (column, values) = VALUES[chance.below(VALUES.len())];
            let value = chance.pick(values).expect("one");
            let mut cells = cells(&rows[row]);
            let Some(cell) = cells.get_mut(column) else { return };
            *cell = (*value).to_owned();
            rows[row] = cells.join(",");
            format!("row {row}, column {column}: {value}")
        }
    };
    let manner = Manner::any(chance);
    ground.write(TABLE, (rows.join("\n") + "\n").as_bytes(), manner);
    ground.edited(format!("{TABLE}: {what}, {manner:?}"));
}

/// The cells of a row, with their quotes.
fn cells(row: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for letter in row.chars() {
        quoted ^= letter == '"';
        match cells.last_mut() {
            Some(cell) if quoted || letter != ',' => cell.push(letter),
            _ => cells.push(String::new()),
        }
    }
    cells
}
