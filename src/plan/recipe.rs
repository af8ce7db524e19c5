//! How an artifact is made, as data: what it is made of and which other artifacts it needs.

