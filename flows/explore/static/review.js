// Review: facts drawn at random, each beneath its sentence, to be judged one after the other.

import { claim, TITLES } from "./claim.js";
import { ask, element } from "./dom.js";
import { quoted } from "./lists.js";
import { go } from "./page.js";

export async function reviewView({ asked }) {
  const facts = await ask("unjudged", asked);
  const which = element("select", { class: "which", "aria-label": "kind of fact", onchange: () => go("review", { table: which.value }) },
    element("option", { value: "" }, "facts of every kind"),
    ...Object.entries(TITLES).map(([name, [, title]]) => element("option", { value: name, selected: name === asked.table }, title.toLowerCase())));
  return [
    element("p", {}, "Drawn at random, so that the share of right ones tells how good all are: ", which, " ",
      element("button", { type: "button", onclick: () => dispatchEvent(new HashChangeEvent("hashchange")) }, "Draw more")),
    ...facts.map((fact) => element("article", { class: `fact ${TITLES[fact.table_name][0]}` },
      element("div", { class: "day" }, TITLES[fact.table_name][1]),
      element("div", {}, element("p", { class: "sentence" }, ...quoted(fact.sentence, fact.text)), claim(fact)))),
    facts.length ? null : element("p", { class: "none" }, "Every fact was judged."),
  ].filter(Boolean);
}
