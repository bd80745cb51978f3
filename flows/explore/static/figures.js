// Figures: what they are about, one subject over time, and as a list.

import { line } from "./chart.js";
import { ask, element, number, words } from "./dom.js";
import { list, origin, quoted, tag } from "./lists.js";
import { go, narrow } from "./page.js";

export async function figuresView({ asked }) {
  const { subject, unit, kind, measure, ...wider } = asked;
  const [figures, subjects, points] = await Promise.all([
    ask("figures", asked), ask("subjects", wider), subject ? ask("series", asked) : null]);
  const chosen = (row) => row.subject === subject && (row.unit || "") === (unit || "") && row.kind === kind && (row.measure || "") === (measure || "");
  return [
    element("div", { class: "two" },
      element("section", { class: "panel" },
        element("h2", {}, points ? `${[subject, words(measure), unit].filter(Boolean).join(" · ")} over time` : "Over time · choose a subject"),
        points ? line(points, (point) => go("article", { at: point.start }, { id: point.article_id })) : element("p", { class: "none" }, "Its figures are drawn here, by the day they hold for.")),
      element("section", { class: "panel" }, element("h2", {}, "What is counted and measured"),
        element("div", { class: "subjects" }, ...subjects.map((row) =>
          element("button", { type: "button", "aria-pressed": String(chosen(row)),
            onclick: () => narrow({ subject: row.subject, unit: row.unit || "", kind: row.kind, measure: row.measure || "" }) },
            element("span", {}, [row.subject, words(row.measure), row.unit].filter(Boolean).join(" · ")),
            element("span", { class: "day" }, `${row.figures}`)))))),
    list("figure", figures, figure),
  ];
}

export function amount(row) {
  const unit = [row.currency || row.unit, row.per ? `per ${row.per}` : ""].filter(Boolean).join(" ");
  const exact = row.value !== null && row.value !== undefined;
  const said = exact ? `${["=", "range"].includes(row.comparison) ? "" : `${row.comparison} `}${number(row.value)}`
    : `${number(row.value_low)} to ${number(row.value_high)}`;
  return `${said} ${unit}`.trim();
}

function figure(row) {
  return element("article", { class: "fact figure" },
    element("div", { class: "day" }, row.day || "no date"),
    element("div", {},
      element("p", {}, tag(row.kind), tag(row.measure), tag(row.change), element("span", { class: "says" }, amount(row)),
        row.subject ? ` ${row.subject}` : "", row.location ? ` · ${row.location}` : "", row.attributed_to ? ` · says ${row.attributed_to}` : ""),
      element("p", { class: "sentence" }, ...quoted(row.sentence, row.text)),
      origin(row)));
}
