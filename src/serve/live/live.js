function promokit(sites, css) {
  "use strict";
  const address = new URL(document.currentScript.src);
  let session = Number(address.search.slice(1));
  const own = address.pathname.replace(/[^/]*$/, "");
  const isFrame = window !== window.parent;

  // Pages hold the addresses that sites will have. Here those lead to the preview.
  const { hostname, protocol, pathname } = location;
  const port = location.port ? ":" + location.port : "";
  const isPlain = hostname in sites;
  const isNamed = isPlain || hostname.endsWith(".localhost") || Object.values(sites).includes(hostname);
  const ours = url => {
    const [start, domain] = /^(?:https?:)?\/\/([^/?#:]+)(?=[/?#]|$)/i.exec(url.trim()) || [];
    const isOurs = domain && Object.hasOwn(sites, domain.toLowerCase());
    return isOurs ? [domain.toLowerCase(), url.trim().slice(start.length)] : [];
  };
  const moved = url => {
    const [domain, rest] = ours(url);
    if (!domain) return url;
    return isNamed ? `${protocol}//${isPlain ? domain : sites[domain]}${port}${rest}` : `/sites/${domain}${rest || "/"}`;
  };
  // What is shown comes by this site's own name: the page's policy knows the others by their real ones.
  const shown = url => {
    const [domain, rest] = ours(url);
    return domain && isNamed ? `${own}sites/${domain}${rest}` : moved(url);
  };
  const shownSet = set => set.replace(/(^|,\s+|,(?=https?:))(\S+)/g, (_, before, url) => before + shown(url));
  const attributes = { src: shown, poster: shown, href: moved, srcset: shownSet };
  const move = element => {
    if (element.localName === "link" && /canonical|alternate/i.test(element.rel)) return;
    for (const [name, change] of Object.entries(attributes)) {
      const value = element.getAttribute(name);
      if (value && change(value) !== value) element.setAttribute(name, change(value));
    }
  };
  new MutationObserver(records => {
    for (const node of records.flatMap(record => [...record.addedNodes])) {
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      move(node);
      node.querySelectorAll("[src], [srcset], [href], [poster]").forEach(move);
    }
  }).observe(document, { childList: true, subtree: true });

  // A frame of the dashboard can be made dark, whatever the reader's own screen is.
  if (location.hash === "#dark" || location.hash === "#light") addEventListener("DOMContentLoaded", () => {
    for (const sheet of document.styleSheets) for (const rule of sheet.cssRules) {
      const asked = rule.media && /prefers-color-scheme:\s*(dark|light)/i.exec(rule.media.mediaText);
      if (asked) rule.media.mediaText = "#" + asked[1].toLowerCase() === location.hash ? "all" : "not all";
    }
    document.documentElement.style.colorScheme = location.hash.slice(1);
  });
  if (isFrame) return;

  const KEPT = "promokit-scroll";
  const reload = () => {
    // What is kept until now was not scrolled back to: this page is left before it was whole.
    try {
      if (sessionStorage.getItem(KEPT) === null) sessionStorage.setItem(KEPT, JSON.stringify([pathname, scrollX, scrollY]));
    } catch { /* Storage is off. */ }
    location.reload();
  };
  const scrollBack = () => {
    try {
      const [path, x, y] = JSON.parse(sessionStorage.getItem(KEPT)) || [];
      if (path === pathname) scrollTo({ left: x, top: y, behavior: "instant" });
    } catch { /* The same. */ }
  };
  addEventListener("DOMContentLoaded", scrollBack);
  addEventListener("load", () => { scrollBack(); try { sessionStorage.removeItem(KEPT); } catch { /* The same. */ } });

  // Style sheets and pictures are put in place one by one; a page that is otherwise new is loaded.
  const anew = url => url && !url.startsWith("data:") ? url.split("#")[0] + (url.includes("?") ? "&" : "?") + session : url;
  const looks = page => [...page.querySelectorAll("link[rel=stylesheet], style, img, source")];
  const swap = async () => {
    const answer = await fetch(location.href);
    if (!answer.ok) return reload();
    const fresh = looks(new DOMParser().parseFromString(await answer.text(), "text/html"));
    const shown = looks(document);
    if (fresh.length !== shown.length || fresh.some((element, index) => element.localName !== shown[index].localName)) return reload();
    fresh.forEach((element, index) => {
      const old = shown[index];
      move(element);
      if (element.localName === "style") {
        if (old.textContent !== element.textContent) old.textContent = element.textContent;
      } else if (element.localName === "link") {
        const next = old.cloneNode();
        next.href = anew(element.getAttribute("href"));
        next.onload = next.onerror = () => old.remove();
        old.after(next);
      } else {
        for (const { name, value } of element.attributes) {
          const isAddress = name === "src";
          old.setAttribute(name, isAddress ? anew(value) : name === "srcset" ? value.replace(/(^|,\s+)(\S+)/g, (_, before, url) => before + anew(url)) : value);
        }
      }
    });
  };

  let overlay = null;
  let isClosed = null;
  const close = () => { overlay?.remove(); overlay = null; };
  const show = state => {
    if (!state.faults || document.body?.classList.contains("findings")) { isClosed = null; return close(); }
    if (isClosed === state.faults) return;
    if (!document.body) return addEventListener("DOMContentLoaded", () => show(state), { once: true });
    close();
    overlay = document.createElement("promokit-overlay");
    const root = overlay.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
    const title = state.errors === 1 ? "1 error" : `${state.errors} errors`;
    const shown = state.outdated ? "You see the last good state of this page." : "Pages with a fault show their last good state.";
    root.innerHTML = `<section class="overlay findings" role="alertdialog" aria-label="promokit: ${title}">
      <header><strong>${title}</strong><span>${shown} This goes away by itself once it is mended.</span><button type="button" aria-label="Hide">Hide</button></header>
      <div class="list">${state.faults}</div></section>`;
    root.querySelector("button").onclick = () => { isClosed = state.faults; close(); };
    document.body.append(overlay);
  };
  addEventListener("keydown", event => { if (event.key === "Escape" && overlay) overlay.shadowRoot.querySelector("button").click(); });

  const hear = state => {
    document.dispatchEvent(new CustomEvent("promokit", { detail: state }));
    if (state.session !== session && state.session) {
      const isNext = state.onlyLooks && state.former === session;
      session = state.session;
      if (!isNext || document.body?.dataset.reload === "always") return reload();
      swap().catch(reload);
    }
    show(state);
  };

  // Browsers open few connections to one host: a page listens while it is seen.
  let news = null;
  const listen = () => {
    if (document.hidden || (news && news.readyState !== EventSource.CLOSED)) return;
    news = new EventSource("/__promokit/events");
    news.onmessage = event => hear(JSON.parse(event.data));
  };
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) { news?.close(); news = null; } else listen();
  });
  addEventListener("pagehide", () => { news?.close(); news = null; });
  addEventListener("pageshow", listen);
  listen();
}
