//! What a build has to know of plans and renderers, and how the real ones show it.

use crate::diagnostic::Diagnostic;
use crate::model::ids::PartnerId;
use crate::plan::{Artifact, Kind, OutputPath, Partners, Plan, Recipe, Scope};
use crate::render::{Fetch, Renderer, Seekable, StreamFault};

use super::fingerprint::{Fingerprints, Key};

/// What can be listed in a manifest.
pub trait Listed: Clone + Send + Sync {
    fn path(&self) -> &OutputPath;
    fn kind(&self) -> Kind;
    /// `None` when partners share it.
    fn partner(&self) -> Option<&PartnerId>;
}

impl Listed for Artifact {
    fn path(&self) -> &OutputPath {
        &self.path
    }

    fn kind(&self) -> Kind {
        self.kind
    }

    fn partner(&self) -> Option<&PartnerId> {
        self.partner.as_ref()
    }
}

/// The plan, as far as a build has to know it. An artifact may need others of its own scope and of
/// the shared one.
pub trait Planned: Sync {
    type Item: Listed;

    /// Sorted, the shared scope first.
    fn scopes(&self) -> Vec<Scope>;
    /// Those that can have something below this folder of the output.
    fn scopes_below(&self, folder: &str) -> Vec<Scope>;
    fn expand(&self, scope: &Scope) -> Vec<Self::Item>;
    fn find(&self, path: &OutputPath) -> Option<Self::Item>;
    /// What `item` is made of. Never in a circle.
    fn needs(&self, item: &Self::Item) -> Vec<OutputPath>;
    /// Whose bytes it has, if it only repeats another.
    fn copy_of(&self, item: &Self::Item) -> Option<OutputPath>;
    /// Stands for all that `item` is made of beside its needs; `None` if that is not known.
    fn key(&self, item: &Self::Item) -> Option<Key>;
    /// Stands for all that decides what a scope has and how it looks; `None` if that is not known.
    fn scope_key(&self, scope: &Scope) -> Option<Key>;
}

/// A plan whose artifacts have keys, if the content's hashes are known.
#[derive(Debug, Clone, Copy)]
pub struct KeyedPlan<'a, 'p> {
    pub plan: &'a Plan<'p>,
    pub fingerprints: Option<&'a Fingerprints>,
}

impl Planned for KeyedPlan<'_, '_> {
    type Item = Artifact;

    fn scopes(&self) -> Vec<Scope> {
        self.plan.scopes()
    }

    fn scopes_below(&self, folder: &str) -> Vec<Scope> {
        self.plan.scopes_below(folder)
    }

    fn expand(&self, scope: &Scope) -> Vec<Artifact> {
        self.plan.expand(scope)
    }

    fn find(&self, path: &OutputPath) -> Option<Artifact> {
        self.plan.find(path)
    }

    fn needs(&self, artifact: &Artifact) -> Vec<OutputPath> {
        self.plan.needs(artifact)
    }

    fn copy_of(&self, artifact: &Artifact) -> Option<OutputPath> {
        match &artifact.recipe {
            Recipe::Copy { of } => Some(of.clone()),
            _ => None,
        }
    }

    fn key(&self, artifact: &Artifact) -> Option<Key> {
        let what = format!("{} {:?}", artifact.path, artifact.recipe);
        self.fingerprints?.key(&artifact.basis(), &what)
    }

    fn scope_key(&self, scope: &Scope) -> Option<Key> {
        let mut basis = scope.basis();
        if self.plan.settings.sheets {
            basis.partners = Partners::All;
        }
        self.fingerprints?.key(&basis, "scope")
    }
}

impl Rendering<Artifact> for Renderer<'_, '_> {
    fn render(&self, artifact: &Artifact, fetch: &dyn Fetch) -> Result<Vec<u8>, Vec<Diagnostic>> {
        Renderer::render(self, artifact, fetch)
    }

    fn is_streamed(&self, artifact: &Artifact) -> bool {
        matches!(artifact.recipe, Recipe::Kit { .. })
    }

    fn stream(
        &self,
        artifact: &Artifact,
        fetch: &dyn Fetch,
        file: &mut dyn Seekable,
    ) -> Result<(), StreamFault> {
        self.write(artifact, fetch, file)
    }
}

/// Makes artifacts.
pub trait Rendering<I>: Sync {
    /// The bytes of `item`; those of what it needs come from `fetch`.
    ///
    /// # Errors
    /// What is wrong with the content; empty if a needed artifact's findings say it already.
    fn render(&self, item: &I, fetch: &dyn Fetch) -> Result<Vec<u8>, Vec<Diagnostic>>;

    /// Whether it is too large to be held in memory.
    fn is_streamed(&self, item: &I) -> bool;

    /// Writes the bytes of `item`.
    ///
    /// # Errors
    /// As for [`render`](Rendering::render), or that of `file`.
    fn stream(
        &self,
        item: &I,
        fetch: &dyn Fetch,
        file: &mut dyn Seekable,
    ) -> Result<(), StreamFault>;
}

/// Told how far a build is; called from many threads.
pub trait Progress<I>: Sync {
    /// So many parts are planned one after the other; before that nobody knows what is in them.
    fn parts(&self, total: usize);
    /// One more of the parts is planned: so many artifacts more are to be made.
    fn planned(&self, more: usize);
    fn done(&self, item: &I);
}
