//! What a build did, in words and as JSON.

use std::path::Path;
use std::time::Duration;

use serde_json::json;

use crate::build::Summary;

/// `Built 412 files (23 written, 389 unchanged, 2 removed), 18.4 MB, in 1.2 s`
pub fn in_words(summary: &Summary, time: Duration) -> String {
    let Summary { files, written, unchanged, removed, bytes, .. } = summary;
    let files = if *files == 1 { "1 file".to_owned() } else { format!("{files} files") };
    format!(
        "Built {files} ({written} written, {unchanged} unchanged, {removed} removed), {}, in {}\n",
        size(*bytes),
        seconds(time)
    )
}

pub fn in_json(summary: &Summary, out: &Path, time: Duration) -> String {
    let Summary { files, written, unchanged, removed, bytes, .. } = summary;
    let value = json!({
        "out": out.display().to_string(),
        "files": files,
        "written": written,
        "unchanged": unchanged,
        "removed": removed,
        "bytes": bytes,
        "seconds": (time.as_secs_f64() * 1000.0).round() / 1000.0,
    });
    format!("{value}\n")
}

/// In decimal units, as file managers and hosts count.
pub fn size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
    if bytes < 1000 {
        return format!("{bytes} bytes");
    }
    let mut value = bytes as f64 / 1000.0;
    let mut unit = 0;
    while value >= 999.95 && unit + 1 < UNITS.len() {
        value /= 1000.0;
        unit += 1;
    }
    format!("{value:.1} {}", UNITS[unit])
}

fn seconds(time: Duration) -> String {
    if time < Duration::from_millis(100) {
        format!("{} ms", time.as_millis())
    } else {
        format!("{:.1} s", time.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_counts() {
        let summary = Summary {
            files: 412,
            written: 23,
            unchanged: 389,
            removed: 2,
            bytes: 18_432_100,
            warnings: Vec::new(),
        };
        assert_eq!(
            in_words(&summary, Duration::from_millis(1234)),
            "Built 412 files (23 written, 389 unchanged, 2 removed), 18.4 MB, in 1.2 s\n"
        );
        let json: serde_json::Value = serde_json::from_str(&in_json(
            &summary,
            Path::new("output"),
            Duration::from_millis(1234),
        ))
        .unwrap();
        assert_eq!(
            (&json["files"], &json["bytes"], &json["seconds"]),
            (&json!(412), &json!(18_432_100), &json!(1.234))
        );
    }

    #[test]
    fn sizes_are_read_easily() {
        for (bytes, text) in [
            (0, "0 bytes"),
            (999, "999 bytes"),
            (1000, "1.0 kB"),
            (999_960, "1.0 MB"),
            (18_432_100, "18.4 MB"),
            (u64::MAX, "18446744.1 TB"),
        ] {
            assert_eq!(size(bytes), text);
        }
        assert_eq!(seconds(Duration::from_millis(42)), "42 ms");
    }
}
