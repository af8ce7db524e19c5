//! What can be typed. Parsing looks at nothing but the arguments.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::model::date::{Date, DateError};
use crate::model::web::WebAddress;

use super::commission::Happened;

#[derive(Debug, Parser)]
#[command(
    name = "promokit",
    version,
    about = "Builds partner programmes: landing pages, banners, letters, tracked links and kits from a folder of texts",
    after_help = "Begin with `promokit init my-programme`, then `promokit build` in that folder.",
    infer_subcommands = false,
    disable_help_subcommand = true
)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
pub struct Global {
    /// The project's folder, which holds content/ [default: the nearest folder upwards that does]
    #[arg(long, global = true, value_name = "DIR", help_heading = "Options for every command")]
    pub root: Option<PathBuf>,
    /// Print results and errors only
    #[arg(long, short, global = true, help_heading = "Options for every command")]
    pub quiet: bool,
    /// Colours in what is printed
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        help_heading = "Options for every command"
    )]
    pub color: Color,
    /// The day to build for, as 2026-12-01 [default: SOURCE_DATE_EPOCH, else today]
    #[arg(long, global = true, value_name = "DATE", value_parser = date, help_heading = "Options for every command")]
    pub as_of: Option<Date>,
    /// File with the secret of a private portal
    #[arg(long, global = true, value_name = "FILE", help_heading = "Options for every command")]
    pub secret_file: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write a small project that builds at once
    Init(Init),
    /// Add a partner, product, banner, landing…
    New(New),
    /// Build everything into the output folder
    Build(Build),
    /// Show everything at localhost while you write, and reload pages when you save
    Serve(Serve),
    /// Find what is wrong in the content, without writing anything
    Check(Check),
    /// List every tracked link
    Links(Links),
    /// What a sale pays a partner, rule by rule
    Commission(Commission),
    /// Check everything, then write down in content/release.lock what partners have
    Release,
    /// Which folders go where
    Deploy(Deploy),
    /// The partners' own pages on the portal
    #[command(subcommand)]
    Portal(Portal),
    /// Change how things look
    #[command(subcommand)]
    Theme(Theme),
    /// Print which keys a kind of file has, as JSON Schema
    Schema(Schema),
    /// Say what a finding means and how to mend it
    Explain(Explain),
    /// Remove what builds keep in .promokit/ to be faster the next time
    Clean,
    /// Print a script that completes commands in your shell
    Completions(Completions),
}

#[derive(Debug, Args)]
pub struct Init {
    /// Where to; made if need be
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct New {
    /// partner, product, program, banner, landing, email, text, document or backend
    #[arg(value_name = "KIND")]
    pub kind: String,
    /// Its name in files and addresses: lower-case letters, digits, hyphens
    #[arg(value_name = "ID")]
    pub id: Option<String>,
    /// Begin with a copy of this one
    #[arg(long, value_name = "ID")]
    pub from: Option<String>,
}

#[derive(Debug, Args)]
pub struct Build {
    /// Where to
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Only files whose path in the output matches, such as 'kits/*' or 'sites/**/index.html'; removes nothing
    #[arg(long, value_name = "GLOB")]
    pub only: Vec<String>,
    /// How many threads [default: one for each core]
    #[arg(long, short, value_name = "N")]
    pub jobs: Option<std::num::NonZeroUsize>,
    /// Make every file anew, without what earlier builds left in .promokit/
    #[arg(long)]
    pub no_cache: bool,
    /// Where the folder `sites` is to be looked at, in place of the real domains
    #[arg(long, value_name = "URL", value_parser = address)]
    pub base_url: Option<WebAddress>,
    /// Add a contact sheet of each banner
    #[arg(long)]
    pub sheets: bool,
    /// How the summary is printed
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: SummaryFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SummaryFormat {
    Text,
    Json,
}

#[derive(Debug, Args)]
pub struct Serve {
    /// The port to serve on
    #[arg(long, value_name = "PORT", default_value_t = 4000)]
    pub port: u16,
    /// The address to serve on; other machines reach only 0.0.0.0 or this one's own address
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub host: std::net::IpAddr,
    /// Another name under which a site is to answer, such as acme.test=acme.example
    #[arg(long, value_name = "NAME=DOMAIN")]
    pub host_map: Vec<String>,
    /// Open the dashboard in the browser
    #[arg(long)]
    pub open: bool,
}

#[derive(Debug, Args)]
pub struct Check {
    /// Warnings fail, and polish is asked for too
    #[arg(long)]
    pub strict: bool,
    /// How findings are printed
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: FindingFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FindingFormat {
    Text,
    Json,
    /// Annotations of GitHub Actions
    Github,
    Sarif,
}

#[derive(Debug, Args)]
pub struct Links {
    /// Only this partner's
    #[arg(long, value_name = "ID")]
    pub partner: Option<String>,
    /// The tracking systems whose links are known, with how sure that is
    #[arg(long, conflicts_with_all = ["partner", "diff"])]
    pub presets: bool,
    /// What has changed since this links.csv or links.json
    #[arg(long, value_name = "OLD")]
    pub diff: Option<PathBuf>,
    /// How they are printed
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: LinkFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LinkFormat {
    Table,
    Csv,
    Json,
}

#[derive(Debug, Args)]
pub struct Commission {
    /// Who brought it
    #[arg(long, value_name = "ID")]
    pub partner: String,
    /// What was sold
    #[arg(long, value_name = "ID")]
    pub product: String,
    /// What the customer paid, with tax, without shipping, after discounts; of clicks, impressions, leads and registrations how many
    #[arg(long, value_name = "N")]
    pub amount: String,
    /// When, as 2026-12-01 [default: the day to build for]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub date: Option<Date>,
    /// click, impression, lead, registration, sale, refund, or renewal:3 for the third payment after the sale, refund:3 for its return
    #[arg(long, value_name = "EVENT", default_value = "sale", value_parser = Happened::parse)]
    pub event: Happened,
    /// Where [default: the partner's market]
    #[arg(long, value_name = "ID")]
    pub market: Option<String>,
    /// What the partner sold earlier in that month, as rates are taken of it
    #[arg(long, value_name = "N")]
    pub month_volume: Option<String>,
    /// How many sales the partner had earlier in that month
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub month_sales: u32,
    /// What the rule has paid earlier in that month
    #[arg(long, value_name = "N")]
    pub month_earned: Option<String>,
    /// How it is printed
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: ListFormat,
}

#[derive(Debug, Args)]
pub struct Deploy {
    /// List every site with its folder, host and size
    #[arg(long, required = true)]
    pub list: bool,
    /// Where the build is
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// How they are printed
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: ListFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    Text,
    Json,
}

#[derive(Debug, Subcommand)]
pub enum Theme {
    /// Copy files of a built-in theme into your own, to change them
    Eject(Eject),
}

#[derive(Debug, Args)]
pub struct Eject {
    /// Files or folders, such as landing/hero.html; before them the theme, if it is not yours [default: list them]
    #[arg(value_name = "FILE")]
    pub names: Vec<String>,
}

#[derive(Debug, Subcommand)]
pub enum Portal {
    /// List the address of each partner's page, to send to them
    Links(PortalLinks),
}

#[derive(Debug, Args)]
pub struct PortalLinks {
    /// Only this partner's
    #[arg(long, value_name = "ID")]
    pub partner: Option<String>,
    /// How they are printed
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: PortalFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PortalFormat {
    Table,
    Csv,
}

#[derive(Debug, Args)]
pub struct Schema {
    /// company, product, program, partner, backend, banner, landing, email, text or document
    #[arg(value_name = "KIND")]
    pub kind: Option<String>,
    /// Write them to .promokit/schemas/ for your editor
    #[arg(long)]
    pub write: bool,
}

#[derive(Debug, Args)]
pub struct Explain {
    /// Such as unknown-key; without one, all are listed
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
}

#[derive(Debug, Args)]
pub struct Completions {
    #[arg(value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).map_err(|error| match error {
        DateError::OtherForm { readings, .. } => {
            let readings: Vec<String> = readings.iter().map(Date::to_string).collect();
            format!("write {}", readings.join(" or "))
        }
        DateError::Impossible { .. } | DateError::Unreadable { .. } => {
            "write it like 2026-12-01".to_owned()
        }
    })
}

fn address(text: &str) -> Result<WebAddress, String> {
    WebAddress::parse(text).map_err(|fault| format!("{}; {}", fault.message, fault.help))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn global_options_stand_anywhere() {
        let before =
            Cli::try_parse_from(["promokit", "--root", "x", "--as-of", "2026-12-01", "check"])
                .unwrap();
        let after =
            Cli::try_parse_from(["promokit", "check", "--root", "x", "--as-of", "2026-12-01"])
                .unwrap();
        assert_eq!(
            (&before.global.root, before.global.as_of),
            (&after.global.root, after.global.as_of)
        );
    }

    #[test]
    fn other_dates_are_answered_with_the_right_form() {
        assert_eq!(date("2026-12-01").map(|date| date.to_string()), Ok("2026-12-01".to_owned()));
        assert_eq!(date("01/12/2026").map_err(|help| help.contains("2026-12-01")), Err(true));
        assert!(date("soon").is_err());
    }
}
