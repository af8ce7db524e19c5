// Copy buttons, the count of shown banners, the calculator. Everything else on the page works without this file.
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

for (const calculator of document.querySelectorAll("[data-calculator]")) {
  const { products, currency, digits } = JSON.parse(calculator.querySelector("script").textContent);
  const [product, count] = calculator.querySelectorAll("select, input");
  const output = calculator.querySelector("output");
  const language = `${document.documentElement.lang}-u-nu-latn`;
  const format = new Intl.NumberFormat(language, { style: "currency", currency, minimumFractionDigits: digits });
  // The last stretch that begins at or below the number counts.
  const earned = (sales, number) => {
    const [from, total, each] = sales.findLast((stretch) => stretch[0] <= number);
    return total + (number - from) * each;
  };
  const show = () => {
    const number = Math.min(Math.max(Math.trunc(count.valueAsNumber) || 0, 0), 9999);
    output.textContent = format.format(earned(products[product.selectedIndex].sales, number) / 10 ** digits);
  };
  calculator.addEventListener("input", show);
  calculator.hidden = false;
  show();
}
