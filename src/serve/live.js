(() => {
  "use strict";
  const me = document.currentScript;
  const sites = JSON.parse(me.dataset.sites || "{}");

  // Pages name the sites of the programme by their real addresses; here they are previewed.
  const local = (address) => address.replace(/^https?:\/\/([^/:?#]+)/, (all, domain) => sites[domain] || all);
  const localSet = (set) => set.split(/,\s+/).map(local).join(", ");
  const rewrite = (root) => {
    for (const name of ["src", "href", "poster", "action"]) {
      for (const element of root.querySelectorAll(`[${name}^="http"]`)) {
        if (element.tagName === "LINK" && element.rel === "canonical") continue;
        const address = element.getAttribute(name);
        const preview = local(address);
        if (preview !== address) element.setAttribute(name, preview);
      }
    }
    for (const element of root.querySelectorAll("[srcset*='http']")) {
      element.setAttribute("srcset", localSet(element.getAttribute("srcset")));
    }
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => rewrite(document));
  else rewrite(document);

  const place = "promokit-scroll " + location.href;
  const reload = () => {
    try { sessionStorage.setItem(place, String(scrollY)); } catch { /* Without storage the page begins at its top. */ }
    location.reload();
  };
  try {
    const kept = sessionStorage.getItem(place);
    sessionStorage.removeItem(place);
    if (kept !== null) addEventListener("load", () => scrollTo(0, Number(kept)));
  } catch { /* As above. */ }

  // Styles and pictures carry fingerprints in their names: the new page tells the new names.
  const shown = "link[rel~='stylesheet'], link[rel~='preload'], link[rel~='icon'], style, img, source";
  const swap = async () => {
    const answer = await fetch(location.href, { cache: "no-store" });
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    rewrite(next);
    const [old, fresh] = [document, next].map((page) => [...page.querySelectorAll(shown)].filter((it) => !it.closest("[data-promokit]")));
    if (!answer.ok || old.length !== fresh.length || old.some((it, index) => it.tagName !== fresh[index].tagName)) return reload();
    old.forEach((element, index) => {
      for (const { name, value } of fresh[index].attributes) {
        if (element.getAttribute(name) !== value) element.setAttribute(name, value);
      }
      if (element.tagName === "STYLE" && element.textContent !== fresh[index].textContent) element.textContent = fresh[index].textContent;
      // Hosted banners keep their address when their picture changes.
      if (element.tagName === "IMG" && element.src.includes("/b/")) element.src = element.src.split("#")[0] + "#" + Date.now();
    });
  };

  let overlay = null;
  const show = (faults) => {
    overlay?.remove();
    overlay = null;
    if (!faults) return;
    overlay = document.createElement("div");
    overlay.dataset.promokit = "overlay";
    const root = overlay.attachShadow({ mode: "open" });
    root.innerHTML = `<style>
      :host{all:initial;position:fixed;inset:auto 0 0 0;max-height:72vh;overflow:auto;z-index:2147483647;background:#16181d;color:#e8eaf0;
        font:14px/1.55 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;box-shadow:0 -12px 40px #0a0c1040;border-top:3px solid #e5484d;direction:ltr}
      header{display:flex;gap:16px;align-items:baseline;position:sticky;top:0;background:#16181d;padding:14px 24px 10px;font-family:system-ui,sans-serif}
      strong{font-size:15px} span{color:#9aa1af;flex:1} button{font:inherit;color:inherit;background:#2a2e37;border:0;border-radius:6px;padding:4px 12px;cursor:pointer}
      pre{margin:0;padding:6px 24px 24px;white-space:pre-wrap;overflow-wrap:anywhere}
    </style><header><strong>There is something to mend</strong><span>The page shows the last state that was right.</span><button>Hide</button></header><pre></pre>`;
    root.querySelector("pre").textContent = faults;
    root.querySelector("button").addEventListener("click", () => show(""));
    document.documentElement.append(overlay);
  };

  let seen = null;
  const events = new EventSource(me.dataset.events);
  events.addEventListener("state", (event) => {
    const state = JSON.parse(event.data);
    show(state.faults);
    // A state that was missed while the server was away means a reload, whatever it was.
    if (seen !== null && state.generation !== seen) {
      if (state.generation === seen + 1 && state.change === "look") swap().catch(reload);
      else reload();
    }
    seen = state.generation;
  });
})();
