// Quality: how many of the judged facts are right, by kind.

import { ask, element, words } from "./dom.js";

const percent = (share) => (share === null ? "" : `${Math.round(share * 100)} %`);

export async function qualityView() {
  const rows = await ask("precision");
  if (!rows.length) {
    return [element("p", { class: "none" }, "No fact was judged yet: open an article and mark its facts right or wrong.")];
  }
  const heads = ["fact", "kind", "judged", "right", "precision", "95 % interval", "wrong, since mended", "right, since lost"];
  return [element("table", {},
    element("tr", {}, ...heads.map((head) => element("th", {}, head))),
    ...rows.map((row) => element("tr", {},
      element("td", {}, words(row.table_name)), element("td", {}, words(row.kind)),
      ...[row.judged, row.correct, percent(row.precision), row.judged ? `${percent(row.at_least)} to ${percent(row.at_most)}` : "", row.mended, row.lost]
        .map((cell) => element("td", { class: "number" }, String(cell))))))];
}
