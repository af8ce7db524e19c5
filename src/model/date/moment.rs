//! A minute of a day by the clock on the company's wall.

use jiff::civil::Time;

use super::{Date, DateError};

/// A minute of a day, in a time zone that is said elsewhere; without a time the end of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    pub day: Date,
    time: Option<Time>,
}

/// Why a text is no moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MomentError {
    Day(DateError),
    /// What stands for the time, and the day before it.
    Time {
        text: String,
        day: Date,
    },
}

impl Moment {
    /// Reads `2026-12-24` and `2026-12-24 18:00`.
    pub fn parse(text: &str) -> Result<Moment, MomentError> {
        let text = text.trim();
        let (day, time) = match text.split_once([' ', 'T']) {
            Some((day, time)) => (day, Some(time.trim())),
            None => (text, None),
        };
        let day = Date::parse(day).map_err(MomentError::Day)?;
        let time = time.map(|time| {
            clock(time).ok_or_else(|| MomentError::Time { text: time.to_owned(), day })
        });
        Ok(Moment { day, time: time.transpose()? })
    }

    /// `18:00 CET`; `None` where no time is said, or nobody knows the time zone.
    pub fn clock(&self, time_zone: &str) -> Option<String> {
        let civil = self.day.civil().to_datetime(self.time?);
        let zoned = civil.in_tz(time_zone).ok()?;
        Some(zoned.strftime("%H:%M %Z").to_string())
    }

    /// As RFC 3339 writes it: `2026-12-24T18:00:00+01:00`. `None` if nobody knows the time zone.
    pub fn instant(&self, time_zone: &str) -> Option<String> {
        let civil = match self.time {
            Some(time) => self.day.civil().to_datetime(time),
            None => self.day.civil().tomorrow().ok()?.to_datetime(Time::midnight()),
        };
        let zoned = civil.in_tz(time_zone).ok()?;
        Some(zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
    }
}

/// `18:00`, with a leading zero or not.
fn clock(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    let digits = |part: &str| {
        (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !digits(hour) || minute.len() != 2 || !digits(minute) {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(text: &str, zone: &str) -> Option<String> {
        Moment::parse(text).ok()?.instant(zone)
    }

    #[test]
    fn moments_are_minutes_of_the_companys_clock() {
        let winter = instant("2026-12-24 18:00", "Europe/Berlin");
        assert_eq!(winter.as_deref(), Some("2026-12-24T18:00:00+01:00"));
        let summer = instant("2026-07-01 9:05", "Europe/Berlin");
        assert_eq!(summer.as_deref(), Some("2026-07-01T09:05:00+02:00"));
        assert_eq!(instant("2026-07-01", "Nowhere/Else"), None);
    }

    #[test]
    fn a_day_ends_at_midnight() {
        let end = instant("2026-12-24", "UTC");
        assert_eq!(end.as_deref(), Some("2026-12-25T00:00:00+00:00"));
    }

    #[test]
    fn other_times_are_refused() {
        for text in ["2026-12-24 25:00", "2026-12-24 6pm", "2026-12-24 18", "2026-12-24 18:0"] {
            assert!(matches!(Moment::parse(text), Err(MomentError::Time { .. })), "{text}");
        }
        assert!(matches!(Moment::parse("24.12.2026 18:00"), Err(MomentError::Day(_))));
    }
}
