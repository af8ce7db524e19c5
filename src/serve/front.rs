//! HTTP: requests to questions, answers to responses.

use std::convert::Infallible;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, Stream};
use tokio::net::TcpListener;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::oneshot;

use crate::plan::SiteRole;

use super::address::{self, OWN};
use super::answer::Answer;
use super::dashboard::Asking;
use super::hosts::{Host, Names, Sites, port};
use super::keeper::Message;
use super::live;
use super::session::{Asked, Session, Shared};

/// Proxies and browsers give up on silent connections.
const SIGN_OF_LIFE: Duration = Duration::from_secs(15);

/// What answers need.
pub struct Front {
    pub keeper: mpsc::Sender<Message>,
    pub shared: Arc<Shared>,
    pub names: Names,
}

/// Answers until it is aborted.
pub async fn run(listener: TcpListener, front: Front) -> std::io::Result<()> {
    let router = Router::new().fallback(respond).with_state(Arc::new(front));
    axum::serve(listener, router).await
}

async fn respond(State(front): State<Arc<Front>>, request: Request) -> Response {
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        return response(Answer::text(405, "Only GET and HEAD.\n"), None);
    }
    let host = host(&request);
    let session = front.session().await;
    let none = Sites::new();
    let sites = session.as_ref().map_or(&none, |session| &session.sites);
    let meant = front.names.find(&host, sites);
    let role = match &meant {
        Host::Site(domain) => sites.get(domain).copied(),
        _ => None,
    };
    if meant == Host::Foreign || (meant == Host::Nobody && session.is_some()) {
        return response(misdirected(&host), None);
    }
    let Some(path) = address::decoded(request.uri().path()) else {
        return response(Answer::text(400, "The address is not UTF-8.\n"), None);
    };
    let elsewhere = path.strip_prefix(OWN).and_then(|own| on_other_site(own, sites));
    if let (None, Some(own)) = (&elsewhere, path.strip_prefix(OWN)) {
        return front.own(own, sites);
    }
    let Some(session) = session else {
        let state = front.shared.hub.state();
        return response(
            live::faults(503, state.session, "The project has faults", &state.report),
            None,
        );
    };
    let asked = match (elsewhere, meant) {
        (Some(asked), _) => asked,
        (None, Host::Site(domain)) => Asked::Site { domain, path },
        (None, _) => Asked::Dashboard(Asking {
            path,
            query: request.uri().query().unwrap_or_default().to_owned(),
            port: has_names(&host)
                .then(|| port(&host).map_or(String::new(), |port| format!(":{port}"))),
        }),
    };
    let answer = session.ask(asked).await;
    response(answer.unwrap_or_else(|_| failed()), role)
}

/// A file of any site below the address of every other one: policies of pages, made for the sites' own names, let its pictures through.
fn on_other_site(own: &str, sites: &Sites) -> Option<Asked> {
    let domain = address::domain(own).filter(|domain| sites.contains_key(*domain))?;
    let path = own["sites/".len() + domain.len()..].to_owned();
    path.starts_with('/').then(|| Asked::Site { domain: domain.to_owned(), path })
}

impl Front {
    /// The newest session.
    async fn session(&self) -> Option<Arc<Session>> {
        let (reply, answer) = oneshot::channel();
        self.keeper.send(Message::Ask(reply)).ok()?;
        answer.await.ok().flatten()
    }

    /// What serving adds to the sites.
    fn own(&self, name: &str, sites: &Sites) -> Response {
        match name {
            "events" => Sse::new(self.events())
                .keep_alive(KeepAlive::new().interval(SIGN_OF_LIFE))
                .into_response(),
            "live.js" => {
                let names = sites.keys().map(|domain| (domain.as_str(), self.names.of(domain)));
                response(live::script(names), None)
            }
            _ => {
                let answer = self.shared.dashboard.file(name);
                response(answer.unwrap_or_else(|| Answer::text(404, "Nothing is here.\n")), None)
            }
        }
    }

    fn events(&self) -> impl Stream<Item = Result<Event, Infallible>> + use<> {
        let hub = self.shared.hub.clone();
        let (first, receiver) = hub.listen();
        stream::unfold((Some(first), receiver, hub), |(first, mut receiver, hub)| async move {
            let message = match first {
                Some(message) => message,
                None => match receiver.recv().await {
                    Ok(message) => message,
                    Err(RecvError::Lagged(_)) => hub.message(),
                    Err(RecvError::Closed) => return None,
                },
            };
            Some((Ok(Event::default().data(&*message)), (None, receiver, hub)))
        })
    }
}

/// Whom the request is for. HTTP/1.1 demands the header.
fn host(request: &Request) -> String {
    let header = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    header
        .or_else(|| request.uri().authority().map(|it| it.as_str()))
        .unwrap_or_default()
        .to_owned()
}

/// Whether names that end in `.localhost` lead here for this browser.
fn has_names(host: &str) -> bool {
    ["localhost", "127.0.0.1", "[::1]"].iter().any(|local| {
        host.strip_prefix(local).is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
    })
}

fn misdirected(host: &str) -> Answer {
    let name: String = host.chars().filter(|letter| !letter.is_control()).take(253).collect();
    Answer::text(
        421,
        &format!(
            "No site of this project has the name {name}.\n\nSites are at http://DOMAIN.localhost:PORT/, the list of them at \
             http://localhost:PORT/.\nOther names: promokit serve --host-map NAME=DOMAIN\n"
        ),
    )
}

fn failed() -> Answer {
    Answer::text(500, "promokit failed; the terminal says where. Please report it.\n")
}

fn response(answer: Answer, role: Option<SiteRole>) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = Response::new(Body::from(Bytes::from_owner(answer.body)));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(answer.media));
    // Nothing is ever older than the files.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if answer.is_outdated {
        let name = HeaderName::from_static("x-promokit-page");
        headers.insert(name, HeaderValue::from_static("outdated"));
    }
    if let Some(location) = answer.location.and_then(|it| HeaderValue::from_str(&it).ok()) {
        headers.insert(header::LOCATION, location);
    }
    // Other sites show what lies on the media domain, as its host lets them.
    if role == Some(SiteRole::Media) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    }
    response
}
