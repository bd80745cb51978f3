// Articles: a list to read from.

import { ask, element } from "./dom.js";
import { list } from "./lists.js";

export async function articlesView({ asked }) {
  return [list("article", await ask("articles", asked), (row) =>
    element("article", { class: "fact" },
      element("div", { class: "day" }, (row.published_at || "no date").slice(0, 10)),
      element("div", {},
        element("p", { class: "says" }, element("a", { href: `#/article/${encodeURIComponent(row.article_id)}` }, row.title || "untitled")),
        element("p", {}, `${row.start_of} …`),
        element("p", { class: "from" }, [row.site_name || row.domain, `${row.n_words} words`, row.language].filter(Boolean).join(" · ")))))];
}
