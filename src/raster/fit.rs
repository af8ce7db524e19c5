//! The largest size at which something fits, found with few trials.

/// Sizes to try, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FitRange {
    /// Below this the text cannot be read.
    pub smallest: f32,
    pub largest: f32,
    /// The distance between sizes that are worth telling apart.
    pub step: f32,
}

/// The largest size of `range` for which `fits` says yes, or `None` if even the smallest does not.
///
/// `fits` must hold for all smaller sizes where it holds for one; where it does not quite, the
/// answer still is a size for which it said yes. About seven trials for a range of 100 steps.
pub fn fit_largest<E>(
    range: FitRange,
    mut fits: impl FnMut(f32) -> Result<bool, E>,
) -> Result<Option<f32>, E> {
    if !fits(range.smallest)? {
        return Ok(None);
    }
    bisect(range, 0, range.steps() + 1, fits).map(Some)
}

/// The same, found with fewer trials if it is not far from `near`: two if that is it.
pub fn fit_largest_near<E>(
    range: FitRange,
    near: f32,
    mut fits: impl FnMut(f32) -> Result<bool, E>,
) -> Result<Option<f32>, E> {
    let steps = range.steps();
    let start = (((near - range.smallest) / range.step).round().max(0.0) as u32).min(steps);
    let mut stride = 1;
    let (mut fitting, mut failing);
    if fits(range.size(start))? {
        (fitting, failing) = (start, steps + 1);
        while fitting < steps {
            let next = (fitting + stride).min(steps);
            if !fits(range.size(next))? {
                failing = next;
                break;
            }
            (fitting, stride) = (next, stride * 2);
        }
    } else {
        failing = start;
        fitting = loop {
            if failing == 0 {
                return Ok(None);
            }
            let next = failing.saturating_sub(stride);
            if fits(range.size(next))? {
                break next;
            }
            (failing, stride) = (next, stride * 2);
        };
    }
    bisect(range, fitting, failing, fits).map(Some)
}

/// Between a step that fits and one that does not.
fn bisect<E>(
    range: FitRange,
    mut fitting: u32,
    mut failing: u32,
    mut fits: impl FnMut(f32) -> Result<bool, E>,
) -> Result<f32, E> {
    while failing - fitting > 1 {
        let middle = fitting + (failing - fitting) / 2;
        if fits(range.size(middle))? { fitting = middle } else { failing = middle }
    }
    Ok(range.size(fitting))
}

impl FitRange {
    fn steps(self) -> u32 {
        ((self.largest - self.smallest) / self.step).floor().max(0.0) as u32
    }

    fn size(self, step: u32) -> f32 {
        self.smallest + step as f32 * self.step
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::convert::Infallible;

    fn largest(range: FitRange, limit: f32) -> (Option<f32>, u32) {
        let mut trials = 0;
        let found = fit_largest(range, |size| {
            trials += 1;
            Ok::<_, Infallible>(size <= limit)
        });
        let Ok(found) = found;
        (found, trials)
    }

    proptest! {
        #[test]
        fn a_start_nearby_changes_nothing_but_the_trials(smallest in 5.0_f32..40.0, span in 0.0_f32..200.0, limit in 0.0_f32..300.0, near in 0.0_f32..300.0) {
            let range = FitRange { smallest, largest: smallest + span, step: 0.5 };
            let mut trials = 0;
            let Ok(found) = fit_largest_near(range, near, |size| {
                trials += 1;
                Ok::<_, Infallible>(size <= limit)
            });
            prop_assert_eq!(found, largest(range, limit).0);
            prop_assert!(trials <= 20);
            if let Some(found) = found {
                trials = 0;
                let Ok(again) = fit_largest_near(range, found, |size| {
                    trials += 1;
                    Ok::<_, Infallible>(size <= limit)
                });
                prop_assert_eq!(again, Some(found));
                prop_assert!(trials <= 2);
            }
        }

        #[test]
        fn finds_the_largest_that_fits(smallest in 5.0_f32..40.0, span in 0.0_f32..200.0, limit in 0.0_f32..300.0) {
            let range = FitRange { smallest, largest: smallest + span, step: 0.5 };
            let (found, trials) = largest(range, limit);
            prop_assert!(trials <= 10);
            match found {
                None => prop_assert!(limit < smallest),
                Some(size) => {
                    prop_assert!(size <= limit && size <= range.largest);
                    prop_assert!(size + range.step > limit.min(range.largest) - 0.001);
                }
            }
        }
    }
}
