// Measures pages one after the other in one Chromium: node lighthouse.mjs NODE_MODULES <WANTED, where WANTED is a list of
// {address, categories} in JSON. Prints the list of the reports.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const installed = pathToFileURL(`${process.argv[2]}/`);
const { default: lighthouse } = await import(new URL("lighthouse/core/index.js", installed));
const { launch } = await import(new URL("chrome-launcher/dist/index.js", installed));

const wanted = JSON.parse(readFileSync(0, "utf8"));
const chrome = await launch({ chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
const reports = [];
try {
  for (const { address, categories } of wanted) {
    const flags = { port: chrome.port, onlyCategories: categories, disableFullPageScreenshot: true, logLevel: "error" };
    reports.push((await lighthouse(address, flags)).lhr);
  }
} finally {
  chrome.kill();
}
process.stdout.write(JSON.stringify(reports));
