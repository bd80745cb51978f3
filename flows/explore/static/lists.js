// Lists: facts with the sentence they were read from, a page at a time.

import { element, plural, words } from "./dom.js";
import { address, go } from "./page.js";

// The sentence with the fact's own words marked; the row's span says where the article's words stand, not the sentence's.
export function quoted(sentence, text) {
  const at = sentence ? sentence.indexOf(text) : -1;
  if (at < 0) return [sentence || text];
  return [sentence.slice(0, at), element("b", {}, text), sentence.slice(at + text.length)];
}

export const readIn = (row, ...children) =>
  element("a", { href: `#/article/${encodeURIComponent(row.article_id)}?at=${row.start}` }, ...children);

export const origin = (row) =>
  element("p", { class: "from" }, readIn(row, row.title || "untitled"), row.site_name || row.domain ? ` · ${row.site_name || row.domain}` : "");

export const tag = (name) => (name ? element("span", { class: `tag ${name}` }, words(name)) : null);

export function list(title, answer, draw) {
  const page = Number(address().asked.page || 0);
  const last = Math.ceil(answer.total / answer.page_size) - 1;
  const to = (number) => () => { const { name, asked } = address(); go(name, { ...asked, page: number || "" }); scrollTo(0, 0); };
  const pages = last > 0 ? element("p", { class: "pages" },
    element("button", { type: "button", disabled: page <= 0, onclick: to(page - 1) }, "Newer"),
    `page ${page + 1} of ${last + 1}`,
    element("button", { type: "button", disabled: page >= last, onclick: to(page + 1) }, "Older")) : null;
  const rows = answer.rows.length ? answer.rows.map(draw) : [element("p", { class: "none" }, "Nothing fits the filter.")];
  return element("section", { class: "list" }, element("h2", {}, plural(answer.total, title)), ...rows, pages);
}
