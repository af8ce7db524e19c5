//! Bytes that are kept, up to a limit: the oldest go first.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::render::Drawn;

/// Bytes by key, from any thread.
#[derive(Debug)]
pub struct Memo<K> {
    /// In bytes.
    limit: usize,
    kept: Mutex<Kept<K>>,
}

#[derive(Debug)]
struct Kept<K> {
    bytes: HashMap<K, Arc<[u8]>>,
    order: VecDeque<K>,
    size: usize,
}

impl<K: Clone + Eq + Hash> Memo<K> {
    pub fn new(limit: usize) -> Memo<K> {
        let kept = Kept { bytes: HashMap::new(), order: VecDeque::new(), size: 0 };
        Memo { limit, kept: Mutex::new(kept) }
    }

    pub fn get(&self, key: &K) -> Option<Arc<[u8]>> {
        self.kept().bytes.get(key).cloned()
    }

    /// Keeps `bytes`, unless they would take the place of nearly everything else.
    pub fn put(&self, key: K, bytes: Arc<[u8]>) {
        if bytes.len() > self.limit / 4 {
            return;
        }
        let mut kept = self.kept();
        kept.size += bytes.len();
        match kept.bytes.insert(key.clone(), bytes) {
            Some(former) => kept.size -= former.len(),
            None => kept.order.push_back(key),
        }
        while kept.size > self.limit {
            let Some(oldest) = kept.order.pop_front() else { break };
            if let Some(bytes) = kept.bytes.remove(&oldest) {
                kept.size -= bytes.len();
            }
        }
    }

    /// The keys of all that is kept, oldest first.
    pub fn keys(&self) -> Vec<K> {
        self.kept().order.iter().cloned().collect()
    }

    fn kept(&self) -> MutexGuard<'_, Kept<K>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drawn for Memo<blake3::Hash> {
    fn get(&self, key: &blake3::Hash) -> Option<Vec<u8>> {
        Memo::get(self, key).map(|bytes| bytes.to_vec())
    }

    fn put(&self, key: &blake3::Hash, bytes: &[u8]) {
        Memo::put(self, *key, bytes.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_go_when_it_is_full() {
        let memo = Memo::new(10);
        for key in 0..6u8 {
            memo.put(key, vec![key; 2].into());
        }
        assert_eq!((memo.get(&0), memo.keys()), (None, vec![1, 2, 3, 4, 5]));
        memo.put(1, vec![9].into());
        assert_eq!(memo.get(&1).as_deref(), Some(&[9][..]));
        memo.put(7, vec![0; 3].into());
        assert_eq!(memo.get(&7), None);
    }
}
