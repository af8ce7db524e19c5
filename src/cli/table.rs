//! Lists as text: in columns, as CSV, as JSON.

use serde::Serialize;

use super::failure::Failure;

/// Lines of cells that stand below each other; the last is never cut or padded. The first line is the header.
pub fn columns<const N: usize>(lines: &[[String; N]]) -> String {
    let width = |column: usize| {
        lines.iter().map(|line| line[column].chars().count()).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..N).map(width).collect();
    let mut text = String::new();
    for line in lines {
        for (column, cell) in line.iter().enumerate() {
            let width = if column + 1 < N { widths[column] } else { 0 };
            let gap = if column > 0 { "  " } else { "" };
            text.push_str(&format!("{gap}{cell:width$}"));
        }
        text.push('\n');
    }
    text
}

/// A header and a line a record, with LF.
///
/// # Errors
/// A record cannot be written.
pub fn csv(records: &[impl Serialize]) -> Result<String, Failure> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    for record in records {
        writer.serialize(record).map_err(|fault| Failure::Machine(fault.to_string()))?;
    }
    let bytes = writer.into_inner().map_err(|fault| Failure::Machine(fault.to_string()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// An array of objects.
///
/// # Errors
/// A record cannot be written.
pub fn json(records: &[impl Serialize]) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(records);
    text.map(|text| text + "\n").map_err(|fault| Failure::Machine(fault.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up() {
        let line = |cells: [&str; 3]| cells.map(str::to_owned);
        let text = columns(&[
            line(["PARTNER", "PLACEMENT", "URL"]),
            line(["acme-and-sons", "banner-winter-300x250", "https://a.example/"]),
            line(["zoo", "text-a", "https://b.example/"]),
        ]);
        assert_eq!(
            text,
            "PARTNER        PLACEMENT              URL\n\
             acme-and-sons  banner-winter-300x250  https://a.example/\n\
             zoo            text-a                 https://b.example/\n"
        );
    }
}
