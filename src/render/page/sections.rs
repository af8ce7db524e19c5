//! The sections of a landing that are more than texts: a comparison, a video, the end of an offer.

use serde::Serialize;

use crate::model::landing;
use crate::plan::Profile;
use crate::theme::Argument;

use super::context::{Day, Picture};
use super::draft::Draft;

#[derive(Serialize)]
pub struct Comparison {
    headline: Option<String>,
    columns: Vec<String>,
    rows: Vec<ComparisonRow>,
}

#[derive(Serialize)]
struct ComparisonRow {
    title: String,
    values: Vec<Verdict>,
}

/// `kind` is `yes`, `no` or `text`.
#[derive(Serialize)]
struct Verdict {
    kind: &'static str,
    text: String,
}

#[derive(Serialize)]
pub struct Video {
    headline: Option<String>,
    title: String,
    line: Option<String>,
    href: String,
    host: String,
    picture: Option<Picture>,
    length: Option<String>,
}

#[derive(Serialize)]
pub struct Countdown {
    text: String,
    ends: Day,
    /// `18:00 CET`, where a time is said.
    time: Option<String>,
    /// The whole sentence: `Ends on 24 December 2026`.
    line: String,
}

impl Draft<'_, '_> {
    pub(super) fn comparison(&self, comparison: &landing::Comparison) -> Comparison {
        let verdict = |verdict: &landing::Verdict| match verdict {
            landing::Verdict::Yes => Verdict { kind: "yes", text: self.text("landing.yes", &[]) },
            landing::Verdict::No => Verdict { kind: "no", text: self.text("landing.no", &[]) },
            landing::Verdict::Text(text) => Verdict { kind: "text", text: self.plain(text) },
        };
        let row = |row: &landing::ComparisonRow| ComparisonRow {
            title: self.plain(&row.title),
            values: row.values.iter().map(verdict).collect(),
        };
        Comparison {
            headline: self.optional(comparison.headline.as_ref()),
            columns: comparison.columns.iter().map(|column| self.plain(column)).collect(),
            rows: comparison.rows.iter().map(row).collect(),
        }
    }

    pub(super) fn video(&self, video: &landing::Video) -> Video {
        let alt = self.optional(video.alt.as_ref()).unwrap_or_default();
        let host = video.address.value.host();
        Video {
            headline: self.optional(video.headline.as_ref()),
            title: self.plain(&video.title),
            line: self.optional(video.line.as_ref()),
            href: video.address.value.to_string(),
            host: host.strip_prefix("www.").unwrap_or(host).to_owned(),
            picture: video.picture.as_ref().and_then(|picture| {
                self.picture(&self.folders().shared, &picture.value, Profile::Video, alt)
            }),
            length: self.optional(video.length.as_ref()),
        }
    }

    /// `None` once it is over.
    pub(super) fn countdown(&self, countdown: &landing::Countdown) -> Option<Countdown> {
        let plan = self.pages.plan;
        let ends = countdown.ends;
        if ends.day < plan.settings.as_of {
            return None;
        }
        let time_zone = &plan.project.company.time_zone;
        let day = self.words.formats.date_long(ends.day);
        let time = ends.clock(time_zone);
        let line = match &time {
            Some(time) => self.text(
                "landing.ends_at",
                &[("date", Argument::Text(day.clone())), ("time", Argument::Text(time.clone()))],
            ),
            None => self.text("landing.ends", &[("date", Argument::Text(day.clone()))]),
        };
        Some(Countdown {
            text: self.plain(&countdown.text),
            ends: Day { iso: ends.instant(time_zone)?, text: day },
            time,
            line,
        })
    }
}
