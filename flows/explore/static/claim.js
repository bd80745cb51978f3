// A fact's claim, with two buttons to judge it.

import { element, number, tell, words } from "./dom.js";

export const TITLES = {
  events: ["event", "Events"], figures: ["figure", "Figures"], actor_mentions: ["actor", "Actors"],
  location_mentions: ["place", "Places"], date_mentions: ["date", "Dates"], quotes: ["quote", "Quotes"],
};

const shown = (value) => (typeof value === "number" ? number(value) : words(String(value)));

// `read` is called when the fact's words are clicked; without it they lead to the article.
export function claim(fact, read) {
  const said = Object.entries(fact.claim).filter(([, value]) => value !== null && value !== false);
  const note = element("input", { placeholder: "note", "aria-label": "note", value: fact.note || "" });
  const button = (verdict) => element("button",
    { type: "button", name: verdict, "aria-pressed": String(fact.verdict === verdict), onclick: () => judge(verdict) }, verdict);
  const box = element("div", { class: `claim ${fact.verdict || ""}` },
    element("a", { href: `#/article/${encodeURIComponent(fact.article_id)}?at=${fact.start}`, title: fact.sentence, onclick: read }, fact.text),
    element("dl", {}, ...said.map(([name, value]) =>
      element("div", {}, element("dt", {}, words(name)), element("dd", {}, shown(value))))),
    element("div", { class: "judge" }, button("right"), button("wrong"), note));

  async function judge(verdict) {
    const { article_id, table_name, fact_id } = fact;
    try {
      await tell("reviews", { article_id, table_name, fact_id, verdict, note: note.value });
      Object.assign(fact, { verdict, note: note.value });
      box.className = `claim ${verdict}`;
      for (const each of box.querySelectorAll(".judge button")) each.setAttribute("aria-pressed", String(each.name === verdict));
    } catch (error) { note.value = ""; note.placeholder = error.message; }
  }
  return box;
}
