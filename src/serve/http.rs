//! The web server: turns requests into questions for the session. Knows nothing of projects.

use std::convert::Infallible;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use axum::Router;
use axum::body::Body;
use axum::extract::State as Shared;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HOST, LOCATION};
use axum::http::{Method, Request, Response};
use futures_util::stream;
use percent_encoding::percent_decode_str;
use tokio::sync::oneshot;

use super::host::{HostMap, host};
use super::message::{Answer, Ask, Message};
use super::page::{EVENTS, SCRIPT, SCRIPT_TEXT};
use super::state::Announcer;

/// What every request needs.
pub struct Server {
    pub hosts: HostMap,
    pub inbox: Sender<Message>,
    pub announcer: Arc<Announcer>,
}

/// Serves until the process ends.
///
/// # Errors
/// If the system refuses.
pub fn serve(listener: TcpListener, server: Server) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let router = Router::new().fallback(answer).with_state(Arc::new(server));
        axum::serve(listener, router).await
    })
}

async fn answer(Shared(server): Shared<Arc<Server>>, request: Request<Body>) -> Response<Body> {
    // A POST is a lead form that is tried out: it is answered like the page that it is for.
    if ![Method::GET, Method::HEAD, Method::POST].contains(request.method()) {
        return plain(405, "only GET is answered here");
    }
    let header = request.headers().get(HOST).and_then(|value| value.to_str().ok());
    let known = header.and_then(|header| host(header, &server.hosts));
    let Some(host) = known.filter(|host| server.announcer.knows(host)) else {
        return plain(421, "this server answers for the sites of the project only");
    };
    let uri = request.uri();
    match uri.path() {
        SCRIPT => {
            return respond(Answer::new(200, "text/javascript; charset=utf-8", SCRIPT_TEXT));
        }
        EVENTS => return events(&server),
        _ => {}
    }
    let Ok(path) = percent_decode_str(uri.path()).decode_utf8() else {
        return plain(400, "the address is not UTF-8 text");
    };
    let (reply, answered) = oneshot::channel();
    let query = uri.query().unwrap_or_default().to_owned();
    let ask = Ask { host, path: path.into_owned(), query, reply };
    match server.inbox.send(Message::Ask(ask)) {
        Ok(()) => answered.await.map_or_else(|_| plain(503, "the server is ending"), respond),
        Err(_) => plain(503, "the server is ending"),
    }
}

/// The state now, and each that follows, as server-sent events:
/// <https://html.spec.whatwg.org/multipage/server-sent-events.html>
fn events(server: &Server) -> Response<Body> {
    let mut receiver = server.announcer.listen();
    receiver.mark_changed();
    let states = stream::unfold(receiver, |mut receiver| async move {
        receiver.changed().await.ok()?;
        let state = receiver.borrow_and_update().clone();
        let data = serde_json::to_string(&state).unwrap_or_default();
        Some((Ok::<_, Infallible>(format!("retry: 300\nevent: state\ndata: {data}\n\n")), receiver))
    });
    let mut response = Response::new(Body::from_stream(states));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, axum::http::HeaderValue::from_static("text/event-stream"));
    headers.insert(CACHE_CONTROL, axum::http::HeaderValue::from_static("no-store"));
    response
}

fn plain(status: u16, text: &str) -> Response<Body> {
    respond(Answer::new(status, "text/plain; charset=utf-8", text))
}

fn respond(answer: Answer) -> Response<Body> {
    let mut builder = Response::builder()
        .status(answer.status)
        .header(CONTENT_TYPE, answer.content_type)
        .header(CACHE_CONTROL, "no-store");
    // Banners and fonts are used on other sites' previews; pages are nobody else's business.
    if answer.content_type.starts_with("image/") || answer.content_type.starts_with("font/") {
        builder = builder.header("Access-Control-Allow-Origin", "*");
    }
    if let Some(location) = &answer.location {
        builder = builder.header(LOCATION, location);
    }
    builder.body(Body::from(answer.body)).unwrap_or_default()
}
