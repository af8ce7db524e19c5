//! `promokit build`

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use crate::build::{
    self, BuildFault, Cache, Fingerprints, KeyedPlan, Memory, Only, Order, Record, Remembering,
    Summary, hash_inputs,
};
use crate::check;
use crate::diagnostic::{Code, Diagnostic, Severity, draw_report};
use crate::model::project::Project;
use crate::open::{self, Opened, Sound};
use crate::plan::{Plan, Settings as PlanSettings};
use crate::render::Drawn;
use crate::source::Source;

use super::args::{Build, SummaryFormat};
use super::console::Console;
use super::failure::Failure;
use super::progress::Bar;
use super::project;
use super::settings::Settings;
use super::summary::{in_json, in_words};

const OUT: &str = "output";
/// Tells builds of this very program from those of others.
const ENGINE: &str = env!("PROMOKIT_ENGINE");

pub fn run(args: &Build, settings: &Settings, console: &Console) -> Result<(), Failure> {
    let start = Instant::now();
    let root = settings.project()?;
    let out = out_folder(args.out.as_deref(), &root, settings);
    let folders = [root.join("content"), root.join("themes")];
    let inputs = folders.each_ref().map(PathBuf::as_path);
    build::check_place(&out, &inputs).map_err(|fault| refused(fault.into(), console))?;
    let (kept, trouble) = match Kept::open(args, &root, &out) {
        Ok(kept) => (kept, None),
        Err(error) => (None, Some(build::not_kept(&error.to_string()))),
    };
    let report = |summary: &Summary| match args.format {
        SummaryFormat::Json => console.result(&in_json(summary, &out, start.elapsed())),
        SummaryFormat::Text if console.is_quiet() => Ok(()),
        SummaryFormat::Text => console.result(&in_words(summary, start.elapsed())),
    };

    let listing = open::list(root);
    if listing.findings.is_empty()
        && let Some(kept) = &kept
        && let Some(summary) = kept.nothing_changed(&listing.source, settings)
    {
        return report(&summary);
    }
    let opened = listing.load(None);
    let sound = project::sound_or_complain(&opened, console)?;
    let as_of = project::as_of(sound.project, settings)?;
    let wanted = PlanSettings { as_of, base_url: base_url(args), sheets: args.sheets };
    let plan = sound.plan(&wanted).map_err(Failure::Machine)?;
    let findings = check::content(&plan);
    project::complain(&findings, &opened.source, console);
    if open::has_errors(&findings) {
        return Err(Failure::Content(None));
    }
    let renderer = sound.renderer(&plan).map_err(|findings| {
        project::complain(&findings, &opened.source, console);
        Failure::Content(None)
    })?;
    let renderer = renderer.keeping(kept.as_ref().map(|kept| &kept.cache as &dyn Drawn));
    let hashes = kept.as_ref().map(|kept| kept.hash_inputs(&opened.source)).unwrap_or_default();
    let fingerprints = kept.as_ref().map(|kept| kept.fingerprints(&hashes, &sound, &plan));
    let is_clean = opened.findings.is_empty() && findings.is_empty();
    let judge = |files: &[build::Entry]| {
        check::built(&plan, files.iter().map(|file| (file.path.as_str(), file.bytes)))
    };
    let order = Order {
        out: &out,
        inputs: &inputs,
        only: Only::new(&args.only),
        jobs: args.jobs,
        promokit: env!("CARGO_PKG_VERSION"),
        as_of,
        memory: kept.as_ref().map(|kept| kept.remembering(hashes, sound.project, is_clean)),
        judge: Some(&judge),
    };
    let bar = Bar::new(console);
    let cancelled = interrupts()?;
    let keyed = KeyedPlan { plan: &plan, fingerprints: fingerprints.as_ref() };
    let built = build::build(&keyed, &renderer, order, &bar, &cancelled);
    bar.clear();
    let mut summary = built.map_err(|fault| failed(fault, &plan, &opened, console))?;
    summary.warnings.extend(trouble);
    summary.warnings.extend(kept.and_then(Kept::close));
    project::complain(&summary.warnings, &opened.source, console);
    report(&summary)?;
    if matches!(args.format, SummaryFormat::Text) && !console.is_quiet() {
        next_step(&plan, &out, settings, console);
    }
    Ok(())
}

/// Where a build goes: to `out`, else into the project.
pub fn out_folder(out: Option<&Path>, root: &Path, settings: &Settings) -> PathBuf {
    match out {
        Some(out) => settings.folder.join(out),
        None => root.join(OUT),
    }
}

fn base_url(args: &Build) -> Option<String> {
    args.base_url.as_ref().map(|url| url.as_str().to_owned())
}

/// What is kept in the project's folder from one build to the next.
struct Kept {
    memory: Memory,
    cache: Cache,
    /// Of everything beside the content that files depend on, but for the day.
    settings: blake3::Hash,
}

impl Kept {
    /// `None` where nothing is to be kept: folders that hold no project stay as they are.
    fn open(args: &Build, root: &Path, out: &Path) -> std::io::Result<Option<Kept>> {
        if args.no_cache || !root.join("content/company.yaml").is_file() {
            return Ok(None);
        }
        let memory = Memory::open(root, out, Only::new(&args.only).as_ref())?;
        let cache = Cache::open(&root.join(build::MEMORY_FOLDER), memory.began())?;
        let settings = format!("{ENGINE} {:?} {}", base_url(args), args.sheets);
        Ok(Some(Kept { memory, cache, settings: blake3::hash(settings.as_bytes()) }))
    }

    fn nothing_changed(&self, source: &Source, settings: &Settings) -> Option<Summary> {
        let is_the_day = |record: &Record| {
            settings.as_of.date(&record.time_zone).is_ok_and(|today| today == record.as_of)
        };
        self.memory.nothing_changed(source, self.settings, is_the_day)
    }

    fn hash_inputs(&self, source: &Source) -> build::InputHashes {
        hash_inputs(source, &self.memory.inputs(), self.memory.began())
    }

    fn fingerprints(
        &self,
        inputs: &build::InputHashes,
        sound: &Sound,
        plan: &Plan,
    ) -> Fingerprints {
        let mut settings = blake3::Hasher::new();
        settings.update(self.settings.as_bytes());
        settings.update(plan.settings.as_of.to_string().as_bytes());
        Fingerprints::new(settings.finalize(), inputs, sound.project)
    }

    fn remembering<'a>(
        &'a self,
        inputs: build::InputHashes,
        project: &'a Project,
        is_clean: bool,
    ) -> Remembering<'a> {
        Remembering {
            memory: &self.memory,
            cache: &self.cache,
            settings: self.settings,
            time_zone: &project.company.time_zone,
            is_clean,
            inputs,
        }
    }

    /// What went wrong with the cache, if anything.
    fn close(self) -> Option<Diagnostic> {
        let trouble = self.cache.trouble().map(|reason| build::not_kept(&reason));
        self.cache.close();
        trouble
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

/// A fault that lies in no file of the content.
fn refused(fault: BuildFault, console: &Console) -> Failure {
    if let BuildFault::Findings(findings) = &fault {
        console.complain(&draw_report(findings, &Source::empty(), console.paints_notes()));
    }
    fault.into()
}

fn failed(fault: BuildFault, plan: &Plan, opened: &Opened, console: &Console) -> Failure {
    if let BuildFault::Findings(findings) = &fault {
        // Building stops at the first files that fail. A look at the whole plan names every link
        // that cannot be made, and says whose two files at one address are.
        let is_of_plan = |it: &Diagnostic| match it.code {
            Code::Link => true,
            Code::Domain => it.span.is_none(),
            _ => false,
        };
        let mut located = Vec::new();
        if findings.iter().any(is_of_plan) {
            located = check::addresses(plan);
            located.retain(|finding| finding.severity == Severity::Error);
        }
        let others = findings.iter().filter(|it| located.is_empty() || !is_of_plan(it));
        let shown: Vec<Diagnostic> = others.chain(&located).cloned().collect();
        project::complain(&shown, &opened.source, console);
    }
    fault.into()
}

/// Shows the first page of the first partner: something to look at.
fn next_step(plan: &Plan, out: &Path, settings: &Settings, console: &Console) {
    let partners = plan.project.partners.values();
    let told = partners.filter(|partner| !plan.terms_changes(partner).is_empty()).count();
    if told > 0 {
        let whose = if told == 1 { "1 partner" } else { &format!("{told} partners") };
        console.note(&format!(
            "\nTerms change for {whose}: `notices/` has the letters. Send them before the next `promokit release`."
        ));
    }
    let first =
        plan.active().next().and_then(|partner| plan.landing_places(partner).into_iter().next());
    if let Some(place) = first {
        let path = out.join(place.path.as_str());
        let near = path.strip_prefix(&settings.folder).unwrap_or(&path);
        console.note(&format!("\nNext: open {} in your browser.", near.display()));
    }
}
