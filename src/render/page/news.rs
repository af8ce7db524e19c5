//! What began lately, is announced or soon ends: the news of a partner's page.

use serde::Serialize;

use crate::model::date::Date;
use crate::render::words::Changed;
use crate::theme::placeholders::escape_words;
use crate::theme::{Argument, markdown};

use super::banners::Creative;
use super::context::{Day, Upcoming};
use super::desk::Desk;
use super::draft::Draft;

/// A banner is new for so many days.
const NEW_DAYS: i64 = 30;
/// The end of a banner is told so many days before.
const LAST_DAYS: i64 = 14;

/// News say so many changes of terms; all of them stand with the terms below.
const MOST_CHANGES: usize = 4;

#[derive(Serialize)]
pub struct NewsItem {
    date: Day,
    title: String,
    text_html: String,
}

impl Draft<'_, '_> {
    /// Newest first; what is still to come before that.
    pub fn news(&self, desk: &Desk) -> Vec<NewsItem> {
        let mut news: Vec<NewsItem> = desk
            .creatives
            .iter()
            .flat_map(|creative| [self.began(creative), self.ends_soon(creative)])
            .flatten()
            .collect();
        let upcoming = desk.terms.as_ref().and_then(|terms| terms.upcoming.as_ref());
        news.extend(upcoming.map(|upcoming| self.announced(upcoming)));
        news.sort_by(|one, two| two.date.iso.cmp(&one.date.iso));
        news
    }

    /// What the partner's terms say from a day on.
    fn announced(&self, upcoming: &Upcoming) -> NewsItem {
        let line = |change: &Changed| format!("- {}\n", escape_words(&self.change(change)));
        let mut lines: String = upcoming.changes.iter().take(MOST_CHANGES).map(line).collect();
        if upcoming.changes.len() > MOST_CHANGES {
            let all = escape_words(&self.text("notice.all", &[]));
            lines += &format!("- [{all}](#terms)\n");
        }
        let date = Argument::Text(upcoming.from.text.clone());
        NewsItem {
            date: upcoming.from.clone(),
            title: self.text("portal.upcoming", &[("date", date)]),
            text_html: markdown::to_html(&lines),
        }
    }

    fn change(&self, change: &Changed) -> String {
        let text = |text: &str| Argument::Text(text.to_owned());
        let name = ("name", text(&change.name));
        match (&change.old, &change.new) {
            (Some(old), Some(new)) => {
                let filled = [name, ("old", text(old)), ("new", text(new))];
                self.text("terms.changed", &filled)
            }
            (_, Some(new)) => self.text("terms.added", &[name, ("new", text(new))]),
            (_, None) => self.text("terms.dropped", &[name]),
        }
    }

    fn began(&self, creative: &Creative) -> Option<NewsItem> {
        let starts = self.dates(creative)?.0.filter(|day| self.days_since(*day) <= NEW_DAYS)?;
        Some(self.item("portal.banner_new", starts, creative))
    }

    fn ends_soon(&self, creative: &Creative) -> Option<NewsItem> {
        let ends = self.dates(creative)?.1.filter(|day| self.days_since(*day) >= -LAST_DAYS)?;
        Some(self.item("portal.banner_ends", ends, creative))
    }

    fn dates(&self, creative: &Creative) -> Option<(Option<Date>, Option<Date>)> {
        let mut all = self.pages.plan.project.creatives.values();
        let creative = all.find(|known| known.id.as_str() == creative.id)?;
        Some((creative.starts, creative.ends.map(|ends| ends.value)))
    }

    /// Days from `day` to the page's own; below zero for those to come.
    fn days_since(&self, day: Date) -> i64 {
        let today = self.pages.plan.settings.as_of.civil();
        today.duration_since(day.civil()).as_hours() / 24
    }

    fn item(&self, key: &str, date: Date, creative: &Creative) -> NewsItem {
        let count = creative.banners.len();
        let count = Argument::Number(i64::try_from(count).unwrap_or(i64::MAX));
        NewsItem {
            date: self.day(date),
            title: self.text(key, &[("name", Argument::Text(creative.name.clone()))]),
            text_html: self.text("portal.banner_count", &[("count", count)]),
        }
    }
}
