"use strict";
for (const form of document.querySelectorAll("form[data-live]")) {
  const results = document.querySelector(form.dataset.live);
  let newest = 0;
  form.addEventListener("input", async () => {
    const turn = ++newest;
    const address = "?" + new URLSearchParams(new FormData(form));
    const answer = await fetch(address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (turn !== newest) return;
    results.replaceChildren(...page.querySelector(form.dataset.live).childNodes);
    history.replaceState(null, "", address);
  });
  form.addEventListener("submit", event => event.preventDefault());
}

document.addEventListener("click", async event => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.classList.add("copied");
    setTimeout(() => button.classList.remove("copied"), 1200);
  } catch {
    // Browsers refuse it on names that are not this machine's own: the text is marked instead.
    getSelection().selectAllChildren(button);
  }
});

document.addEventListener("promokit", event => {
  const { errors, warnings, examined } = event.detail;
  if (document.body.dataset.state !== `${errors}/${warnings}/${examined}`) location.reload();
});
