// The page: which view is shown, and the filter, both kept in the address so that they can be shared and gone back to.

import { articlesView } from "./articles.js";
import { articleView } from "./article.js";
import { ask, element, plural, turn, words } from "./dom.js";
import { eventsView } from "./events.js";
import { figuresView } from "./figures.js";
import { qualityView } from "./quality.js";
import { reviewView } from "./review.js";

const VIEWS = { events: eventsView, figures: figuresView, articles: articlesView, article: articleView, review: reviewView, quality: qualityView };
const FILTERED = ["events", "figures", "articles"];
const CHOICES = { type: "types", status: "statuses", kind: "kinds", measure: "measures", country: "countries" };
const CHIPS = { location: "place", subject: "subject", unit: "unit" };

const form = document.getElementById("filters");
const view = document.getElementById("view");

// The address: #/events?type=ASSAULT&page=2 or #/article/ID?at=120
export function address() {
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
  const [name, ...rest] = path.split("/");
  return { name: VIEWS[name] ? name : "events", id: decodeURIComponent(rest.join("/")), asked: Object.fromEntries(new URLSearchParams(query)) };
}

export function go(name, asked, { id = "", replace = false } = {}) {
  const said = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== "" && value !== undefined && value !== null));
  const hash = `#/${name}${id && `/${encodeURIComponent(id)}`}${String(said) && `?${said}`}`;
  if (replace) { history.replaceState(null, "", hash); show(); } else location.hash = hash;
}

export function narrow(more) {
  const { name, asked } = address();
  const { page, ...rest } = asked;
  go(name, { ...rest, ...more });
}

async function show() {
  const { name, id, asked } = address();
  const current = turn();
  for (const link of document.querySelectorAll("#tabs a")) {
    const to = link.hash.slice(2).split("?")[0];
    const { page, ...kept } = asked;
    if (FILTERED.includes(to) && FILTERED.includes(name)) link.hash = `#/${to}${Object.keys(kept).length ? `?${new URLSearchParams(kept)}` : ""}`;
    if (to === name) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
  }
  form.hidden = !FILTERED.includes(name);
  for (const label of form.querySelectorAll("[class*=for-]")) label.hidden = !label.classList.contains(`for-${name}`);
  for (const field of form.elements) if (field.name) field.value = asked[field.name] || "";
  showChips(FILTERED.includes(name) ? asked : {});
  try {
    const parts = await VIEWS[name]({ asked, id, current });
    if (!current()) return;
    view.replaceChildren(...parts);
    problem("");
    view.querySelector(".here")?.scrollIntoView({ block: "center" });
  } catch (error) {
    if (!current()) return;
    view.replaceChildren();
    problem(error.message);
  }
}

function problem(sentence) {
  const place = document.getElementById("problem");
  place.textContent = sentence;
  place.hidden = !sentence;
}

function showChips(asked) {
  const chips = Object.entries(CHIPS).filter(([name]) => asked[name]).map(([name, title]) =>
    element("button", { type: "button", onclick: () => narrow({ [name]: "", ...(name === "location" ? { place: "" } : {}) }) },
      `${title}: ${name === "location" ? asked.place || asked[name] : asked[name]} ✕`));
  document.getElementById("chips").replaceChildren(...chips);
}

function said() {
  const { name, asked } = address();
  const kept = Object.fromEntries(Object.keys({ ...CHIPS, place: "" }).map((key) => [key, asked[key]]));
  go(name, { ...Object.fromEntries(new FormData(form)), ...kept }, { replace: true });
}

let waiting;
form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(said, 250); });
form.addEventListener("submit", (event) => { event.preventDefault(); said(); });
form.addEventListener("reset", () => go(address().name, {}));
window.addEventListener("hashchange", show);

async function start() {
  const showing = show();
  try {
    const choices = await ask("choices");
    for (const [field, list] of Object.entries(CHOICES)) {
      form.elements[field].replaceChildren(element("option", { value: "" }, "any"), ...choices[list].map(({ value, rows }) =>
        element("option", { value }, `${words(value)} (${rows.toLocaleString("en")})`)));
      form.elements[field].value = address().asked[field] || "";
    }
    const { articles, events, figures } = choices.totals;
    document.getElementById("totals").textContent =
      `${plural(articles, "article")} · ${plural(events, "event")} · ${plural(figures, "figure")}`;
  } catch (error) { problem(error.message); }
  await showing;
}

start();
