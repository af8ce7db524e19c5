//! The shape of content files as data: which keys there are, what they hold, what they mean.
//!
//! One table serves the decoder (unknown and missing keys, suggestions), the JSON Schemas and the
//! reference, so that they cannot drift apart. The tables stand beside the types they describe.

/// A mapping with named keys: a whole file, or a part of one.
#[derive(Debug)]
pub struct Record {
    /// What messages call it: `a product`.
    pub name: &'static str,
    pub fields: &'static [Field],
}

/// One key of a [`Record`].
#[derive(Debug)]
pub struct Field {
    pub key: &'static str,
    pub shape: Shape,
    pub required: bool,
    /// One sentence for editors and the schema.
    pub meaning: &'static str,
}

/// What a key holds.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    Text,
    /// A text, or a map from locale to text.
    LocalText,
    /// A text or `{long, short}`, or a map from locale to either.
    LocalWording,
    Bool,
    Integer,
    Id,
    Locale,
    Date,
    Rate,
    Money,
    /// `1 year`, `18 months`, `30 days`.
    Duration,
    Color,
    Domain,
    Url,
    /// A path relative to `content/`.
    Path,
    OneOf(&'static [&'static str]),
    List(&'static Shape),
    /// A map from ids that the writer chooses to values.
    Map(&'static Shape),
    Record(&'static Record),
    /// Either of two shapes.
    Either(&'static Shape, &'static Shape),
}

impl Record {
    pub fn field(&self, key: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.key == key)
    }
}

/// An optional key.
pub const fn key(key: &'static str, shape: Shape, meaning: &'static str) -> Field {
    Field { key, shape, required: false, meaning }
}

/// A key that must be there.
pub const fn required(key: &'static str, shape: Shape, meaning: &'static str) -> Field {
    Field { key, shape, required: true, meaning }
}

/// Declares a closed list of words as a type: the words that content may hold, both ways.
macro_rules! words {
    ($(#[$about:meta])* pub enum $name:ident { $($(#[$note:meta])* $variant:ident $word:literal,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$note])* $variant,)* }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The words, in the order of declaration.
            pub const WORDS: &'static [&'static str] = &[$($word,)*];

            pub fn from_word(word: &str) -> Option<$name> {
                match word {
                    $($word => Some($name::$variant),)*
                    _ => None,
                }
            }

            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word,)* }
            }
        }
    };
}
pub(crate) use words;
