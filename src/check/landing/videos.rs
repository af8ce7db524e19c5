//! Videos at hosts that nobody has looked at: a landing leads out nowhere else.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::landing::Video;
use crate::plan::Plan;

/// Where videos mostly are; a company may name more in `video_hosts`.
const HOSTS: [&str; 10] = [
    "youtube.com",
    "youtu.be",
    "youtube-nocookie.com",
    "vimeo.com",
    "dailymotion.com",
    "dai.ly",
    "rutube.ru",
    "vk.com",
    "vkvideo.ru",
    "loom.com",
];

pub fn check(plan: &Plan, findings: &mut Vec<Diagnostic>) {
    let videos = super::texts(plan).filter_map(|(_, text)| text.video.as_ref());
    findings.extend(videos.filter_map(|video| refused(plan, video)));
}

fn refused(plan: &Plan, video: &Video) -> Option<Diagnostic> {
    let host = video.address.value.host();
    let own = plan.project.company.video_hosts.iter().map(|domain| domain.as_str());
    let is_allowed = HOSTS.into_iter().chain(own).any(|allowed| {
        host == allowed || host.strip_suffix(allowed).is_some_and(|rest| rest.ends_with('.'))
    });
    (!is_allowed).then(|| {
        let message = format!("`{host}` is not among the hosts that videos may be at");
        Diagnostic::error(Code::BadValue, video.address.span, message).help(format!(
            "use one of {}; or allow it in company.yaml: `video_hosts: [{host}]`",
            HOSTS.join(", ")
        ))
    })
}
