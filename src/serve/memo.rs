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
    inside: Mutex<Inside<K>>,
}

#[derive(Debug)]
struct Inside<K> {
    bytes: HashMap<K, Arc<[u8]>>,
    order: VecDeque<K>,
    size: usize,
}

impl<K: Clone + Eq + Hash> Memo<K> {
    pub fn new(limit: usize) -> Memo<K> {
        let inside = Inside { bytes: HashMap::new(), order: VecDeque::new(), size: 0 };
        Memo { limit, inside: Mutex::new(inside) }
    }

    pub fn get(&self, key: &K) -> Option<Arc<[u8]>> {
        self.inside().bytes.get(key).cloned()
    }

    /// Keeps `bytes`, unless they would take the place of nearly everything else.
    pub fn put(&self, key: K, bytes: Arc<[u8]>) {
        if bytes.len() > self.limit / 4 {
            return;
        }
        let mut inside = self.inside();
        inside.size += bytes.len();
        match inside.bytes.insert(key.clone(), bytes) {
            Some(former) => inside.size -= former.len(),
            None => inside.order.push_back(key),
        }
        while inside.size > self.limit {
            let Some(oldest) = inside.order.pop_front() else { break };
            if let Some(bytes) = inside.bytes.remove(&oldest) {
                inside.size -= bytes.len();
            }
        }
    }

    /// The keys of all that is kept, oldest first.
    pub fn keys(&self) -> Vec<K> {
        self.inside().order.iter().cloned().collect()
    }

    fn inside(&self) -> MutexGuard<'_, Inside<K>> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What was drawn, in memory and behind that where builds keep it.
pub struct Kept<'a> {
    pub near: &'a Memo<blake3::Hash>,
    pub far: Option<&'a dyn Drawn>,
}

impl Drawn for Kept<'_> {
    fn get(&self, key: &blake3::Hash) -> Option<Vec<u8>> {
        if let Some(bytes) = self.near.get(key) {
            return Some(bytes.to_vec());
        }
        let bytes = self.far?.get(key)?;
        self.near.put(*key, bytes.as_slice().into());
        Some(bytes)
    }

    fn put(&self, key: &blake3::Hash, bytes: &[u8]) {
        self.near.put(*key, bytes.into());
        if let Some(far) = self.far {
            far.put(key, bytes);
        }
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
