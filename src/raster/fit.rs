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
    let steps = ((range.largest - range.smallest) / range.step).floor().max(0.0) as u32;
    let size = |step: u32| range.smallest + step as f32 * range.step;
    if !fits(size(0))? {
        return Ok(None);
    }
    let (mut fitting, mut failing) = (0, steps + 1);
    while failing - fitting > 1 {
        let middle = fitting + (failing - fitting) / 2;
        if fits(size(middle))? { fitting = middle } else { failing = middle }
    }
    Ok(Some(size(fitting)))
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
