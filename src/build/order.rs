//! In which order artifacts are made: first those that need nothing, then those made of them.

use std::collections::HashMap;

use crate::plan::OutputPath;

use super::planned::Listed;

/// Artifacts that need each other in a circle: a fault of the plan, not of the content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circle(pub OutputPath);

/// Groups `items` so that each needs only items of earlier groups, or none of `items`.
pub(super) fn levels<I: Listed>(
    items: Vec<I>,
    needs: impl Fn(&I) -> &[OutputPath],
) -> Result<Vec<Vec<I>>, Circle> {
    let heights = {
        let mut heights = Heights {
            needs: items.iter().map(|item| (item.path(), needs(item))).collect(),
            known: HashMap::with_capacity(items.len()),
        };
        items.iter().map(|item| heights.of(item.path())).collect::<Result<Vec<usize>, Circle>>()?
    };
    let mut groups: Vec<Vec<I>> = Vec::new();
    for (item, height) in items.into_iter().zip(heights) {
        if groups.len() <= height {
            groups.resize_with(height + 1, Vec::new);
        }
        groups[height].push(item);
    }
    Ok(groups)
}

struct Heights<'i> {
    needs: HashMap<&'i OutputPath, &'i [OutputPath]>,
    /// `None` while it is being worked out.
    known: HashMap<&'i OutputPath, Option<usize>>,
}

impl<'i> Heights<'i> {
    fn of(&mut self, path: &'i OutputPath) -> Result<usize, Circle> {
        match self.known.get(path) {
            Some(Some(height)) => return Ok(*height),
            Some(None) => return Err(Circle(path.clone())),
            None => {}
        }
        self.known.insert(path, None);
        let mut height = 0;
        for need in self.needs.get(path).copied().unwrap_or_default() {
            if self.needs.contains_key(need) {
                height = height.max(self.of(need)? + 1);
            }
        }
        self.known.insert(path, Some(height));
        Ok(height)
    }
}
