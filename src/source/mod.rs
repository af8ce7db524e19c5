//! The only reader of inputs: files found, read, decoded, and given their places.
mod node;
mod yaml;
pub use node::{Key, Node, Scalar, Value};
pub use yaml::parse_yaml;
