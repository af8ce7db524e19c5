//! What began lately, is announced or soon ends: the news of a partner's page.

use serde::Serialize;

use crate::model::date::Date;
use crate::theme::Argument;

use super::banners::Creative;
use super::context::Day;
use super::desk::Desk;
use super::draft::Draft;

/// A banner is new for so many days.
const NEW_DAYS: i64 = 30;
/// The end of a banner is told so many days before.
const LAST_DAYS: i64 = 14;

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
        news.extend(upcoming.map(|upcoming| NewsItem {
            title:
                self.text(
                    "portal.upcoming",
                    &[("date", Argument::Text(upcoming.from.text.clone()))],
                ),
            date: upcoming.from.clone(),
            text_html: String::new(),
        }));
        news.sort_by(|one, two| two.date.iso.cmp(&one.date.iso));
        news
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
