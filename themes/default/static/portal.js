// Copy buttons and the count of shown banners. Everything else on the page works without this file.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const label = button.querySelector("span");
    const words = label.textContent;
    if (button.classList.contains("is-done") || !(await copy(button.dataset.copy))) return;
    label.textContent = button.dataset.done;
    button.classList.add("is-done");
    setTimeout(() => {
      label.textContent = words;
      button.classList.remove("is-done");
    }, 1600);
  });
}

// Pages opened from disk have no clipboard: there a selected text area does it.
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

for (const gallery of document.querySelectorAll("[data-gallery]")) {
  const ideas = [...gallery.querySelectorAll("[data-idea]")];
  const chosen = (name) => gallery.querySelector(`[name="${name}"]:checked`)?.value ?? "";
  const fits = (banner) =>
    ["shape", "device", "locale"].every((name) => {
      const value = chosen(name);
      return !value || banner.dataset[name].split(" ").includes(value);
    });
  const show = () => {
    for (const idea of ideas) {
      const banners = [...idea.querySelectorAll(".banner")];
      for (const banner of banners) banner.hidden = !fits(banner);
      idea.hidden = banners.every((banner) => banner.hidden);
    }
    gallery.querySelector("[data-empty]").hidden = ideas.some((idea) => !idea.hidden);
  };
  gallery.addEventListener("change", show);
  gallery.classList.add("is-live");
  show();
}
