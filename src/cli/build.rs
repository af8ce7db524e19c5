//! `promokit build`

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::build::{self, BuildFault, Only, Order, Summary};
use crate::check;
use crate::plan::{Plan, Settings as PlanSettings};

use super::args::{Build, SummaryFormat};
use super::console::Console;
use super::failure::Failure;
use super::progress::Bar;
use super::project::{self, Opened};
use super::settings::Settings;

const OUT: &str = "output";

pub fn run(args: &Build, settings: &Settings, console: &Console) -> Result<(), Failure> {
    let start = Instant::now();
    let opened = project::open(settings)?;
    let sound = opened.sound_or_complain(console)?;
    let as_of = sound.as_of(settings)?;
    let wanted = PlanSettings {
        as_of,
        base_url: args.base_url.as_ref().map(|url| url.as_str().to_owned()),
        sheets: args.sheets,
    };
    let plan = sound.plan(&wanted)?;
    let findings = check::content(&plan);
    opened.complain(&findings, console);
    if project::has_errors(&findings) {
        return Err(Failure::Content(None));
    }
    let renderer = sound.renderer(&plan)?;
    let out = match &args.out {
        Some(out) => settings.folder.join(out),
        None => opened.root.join(OUT),
    };
    let inputs = [opened.root.join("content"), opened.root.join("themes")];
    let order = Order {
        out: &out,
        inputs: &inputs.each_ref().map(|input| input.as_path()),
        only: Only::new(&args.only),
        jobs: args.jobs,
        promokit: env!("CARGO_PKG_VERSION"),
        as_of,
    };
    let bar = Bar::new(console);
    let cancelled = interrupts()?;
    let built = build::build(&plan, &renderer, order, &bar, &cancelled);
    bar.clear();
    let summary = built.map_err(|fault| failed(fault, &opened, console))?;
    opened.complain(&summary.warnings, console);
    match args.format {
        SummaryFormat::Json => console.result(&in_json(&summary, &out, start.elapsed())),
        SummaryFormat::Text if console.is_quiet() => Ok(()),
        SummaryFormat::Text => {
            console.result(&in_words(&summary, start.elapsed()))?;
            next_step(&plan, &out, settings, console);
            Ok(())
        }
    }
}

/// Set when the user presses Ctrl-C; a second time ends the process at once.
fn interrupts() -> Result<Arc<AtomicBool>, Failure> {
    use std::sync::atomic::Ordering::Relaxed;
    let cancelled = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&cancelled);
    let handler = move || {
        if seen.swap(true, Relaxed) {
            std::process::exit(i32::from(super::failure::INTERRUPTED));
        }
    };
    ctrlc::set_handler(handler)
        .map_err(|error| Failure::Machine(format!("cannot listen for Ctrl-C: {error}")))?;
    Ok(cancelled)
}

fn failed(fault: BuildFault, opened: &Opened, console: &Console) -> Failure {
    if let BuildFault::Findings(findings) = &fault {
        opened.complain(findings, console);
    }
    fault.into()
}

/// `Built 412 files (23 written, 389 unchanged, 2 removed), 18.4 MB, in 1.2 s`
fn in_words(summary: &Summary, time: Duration) -> String {
    let Summary { files, written, unchanged, removed, bytes, .. } = summary;
    let files = if *files == 1 { "1 file".to_owned() } else { format!("{files} files") };
    format!(
        "Built {files} ({written} written, {unchanged} unchanged, {removed} removed), {}, in {}\n",
        size(*bytes),
        seconds(time)
    )
}

fn in_json(summary: &Summary, out: &Path, time: Duration) -> String {
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

/// Shows the first page of the first partner: something to look at.
fn next_step(plan: &Plan, out: &Path, settings: &Settings, console: &Console) {
    let first =
        plan.active().next().and_then(|partner| plan.landing_places(partner).into_iter().next());
    if let Some(place) = first {
        let path = out.join(place.path.as_str());
        let near = path.strip_prefix(&settings.folder).unwrap_or(&path);
        console.note(&format!("\nNext: open {} in your browser.", near.display()));
    }
}

/// In decimal units, as file managers and hosts count.
fn size(bytes: u64) -> String {
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
