// The end of an offer counts down, and forms say what is missing in the page's own words. Without this file the date stands there,
// and browsers use their own words.
const language = document.documentElement.lang;

for (const time of document.querySelectorAll(".countdown time")) {
  const end = Date.parse(time.dateTime);
  const date = time.textContent;
  const unit = (count, name) => new Intl.NumberFormat(language, { style: "unit", unit: name, unitDisplay: "long" }).format(count);
  const left = () => {
    const seconds = Math.floor((end - Date.now()) / 1000);
    if (seconds <= 0) return time.parentElement.remove();
    const days = Math.floor(seconds / 86400), hours = Math.floor(seconds / 3600) % 24, minutes = Math.floor(seconds / 60) % 60;
    const parts = days ? [unit(days, "day"), unit(hours, "hour")] : hours ? [unit(hours, "hour"), unit(minutes, "minute")] : [unit(minutes, "minute"), unit(seconds % 60, "second")];
    const words = new Intl.ListFormat(language, { style: "narrow", type: "unit" }).format(parts);
    time.textContent = `${date} · ${words}`;
    setTimeout(left, days || hours ? 20000 : 1000);
  };
  left();
}

for (const field of document.querySelectorAll("form [data-message]")) {
  const say = () => {
    const { valueMissing, typeMismatch } = field.validity;
    field.setCustomValidity(valueMissing || typeMismatch ? field.dataset.message : "");
  };
  field.addEventListener("invalid", say);
  field.addEventListener("input", () => field.setCustomValidity(""));
}
