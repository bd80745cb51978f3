// One article: its text with the facts marked where they stand, and beside it every fact, to be judged.

import { claim, TITLES } from "./claim.js";
import { ask, element } from "./dom.js";

export async function articleView({ id, asked }) {
  const article = await ask(`article/${encodeURIComponent(id)}`);
  const text = element("div", { class: "text" }, ...article.segments.map(marked));
  const at = Number(asked.at ?? -1);
  if (at >= 0) point(text, at);
  return [
    element("h2", {}, article.title),
    element("p", { class: "from" }, article.byline,
      article.url ? element("a", { href: article.url, rel: "noreferrer noopener", target: "_blank" }, " · source") : ""),
    element("div", { class: "article" }, text, facts(article, text)),
  ];
}

// A stretch of text in one mark a layer, the longest outermost.
function marked({ start, text, marks }) {
  const note = marks.map((mark) => mark.note).join("\n");
  const inner = marks.reduceRight((node, mark) => [element("mark", { class: mark.kind, title: note }, ...node)], [text]);
  return element("span", { "data-start": start }, ...inner);
}

function point(text, at) {
  text.querySelector(".here")?.classList.remove("here");
  const pieces = [...text.children].filter((piece) => Number(piece.dataset.start) <= at);
  const piece = pieces.at(-1);
  piece?.classList.add("here");
  return piece;
}

function facts(article, text) {
  const present = Object.keys(TITLES).filter((name) => article.facts.some((fact) => fact.table_name === name));
  const place = element("div");
  const reading = (fact) => (event) => {
    event.preventDefault();
    point(text, fact.start)?.scrollIntoView({ block: "center", behavior: "smooth" });
  };
  const show = (name) => {
    for (const button of kinds.children) button.setAttribute("aria-pressed", String(button.name === name));
    place.replaceChildren(...article.facts.filter((fact) => fact.table_name === name).map((fact) => claim(fact, reading(fact))));
  };
  const kinds = element("div", { class: "kinds" }, ...present.map((name) => {
    const count = article.facts.filter((fact) => fact.table_name === name).length;
    return element("button", { type: "button", name, onclick: () => show(name) }, `${TITLES[name][1]} ${count}`);
  }));
  if (present.length) show(present[0]);
  return element("aside", { class: "facts panel" }, kinds, place);
}
