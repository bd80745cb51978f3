// Charts: how many a day, week, month or year as bars; values over time as points.

import { element, number, shape } from "./dom.js";

const WIDTH = 600, HEIGHT = 250, LEFT = 52, BOTTOM = 22, TOP = 8, RIGHT = 8;
const DAY = 86400000;
const utc = (day) => Date.parse(`${day}T00:00:00Z`);
const iso = (time) => new Date(time).toISOString().slice(0, 10);
const none = () => element("p", { class: "none" }, "Nothing with a date.");

// The start of the step that a time lies in, and of the next one.
const STEPS = {
  day: (time) => [time, time + DAY],
  week: (time) => { const monday = time - ((new Date(time).getUTCDay() + 6) % 7) * DAY; return [monday, monday + 7 * DAY]; },
  month: (time) => { const d = new Date(time), y = d.getUTCFullYear(), m = d.getUTCMonth(); return [Date.UTC(y, m), Date.UTC(y, m + 1)]; },
  year: (time) => { const y = new Date(time).getUTCFullYear(); return [Date.UTC(y, 0), Date.UTC(y + 1, 0)]; },
};

const step = (span) => (span <= 62 * DAY ? "day" : span <= 400 * DAY ? "week" : span <= 12 * 366 * DAY ? "month" : "year");

export function bars(rows, what, chosen) {
  if (!rows.length) return none();
  const times = rows.map((row) => utc(row.day));
  const name = step(Math.max(...times) - Math.min(...times));
  const counts = new Map();
  rows.forEach((row, i) => {
    const [from, to] = STEPS[name](times[i]);
    const bar = counts.get(from) || { from, to, all: 0, did: 0 };
    bar.all += row[what];
    if (["happened", "ongoing"].includes(row.status)) bar.did += row[what];
    counts.set(from, bar);
  });
  const list = [...counts.values()];
  const first = Math.min(...list.map((bar) => bar.from)), last = Math.max(...list.map((bar) => bar.to));
  const x = (time) => LEFT + ((time - first) / (last - first)) * (WIDTH - LEFT - RIGHT);
  const most = Math.max(...list.map((bar) => bar.all));
  const y = (count) => HEIGHT - BOTTOM - (count / most) * (HEIGHT - BOTTOM - TOP);
  const drawn = list.flatMap((bar) => [["all", "#9aa4ae"], ["did", "#c0392b"]].map(([key, colour]) =>
    shape("rect", { x: x(bar.from), y: y(bar[key]), width: Math.max(1, Math.min(60, x(bar.to) - x(bar.from) - 1)), height: y(0) - y(bar[key]), fill: colour,
      onclick: () => chosen(iso(bar.from), iso(bar.to - DAY)) },
      shape("title", {}, `${name} of ${iso(bar.from)}: ${bar.all} ${what}, ${bar.did} of them happened`))));
  return frame(drawn, first, last, [[y(0), "0"], [y(most), number(most)]], "Events over time: red happened, grey the others");
}

export function line(points, chosen) {
  if (!points.length) return none();
  const values = points.flatMap((point) => [point.value, point.value_low, point.value_high]).filter((value) => value !== null);
  let [low, high] = [Math.min(...values), Math.max(...values)];
  if (low > 0 && low < high / 3) low = 0;
  if (low === high) { low -= Math.abs(low) / 2 || 1; high += Math.abs(high) / 2 || 1; }
  const times = points.map((point) => utc(point.day));
  let first = Math.min(...times), last = Math.max(...times);
  if (first === last) { first -= DAY; last += DAY; }
  const x = (time) => LEFT + 6 + ((time - first) / (last - first)) * (WIDTH - LEFT - RIGHT - 12);
  const y = (value) => HEIGHT - BOTTOM - ((value - low) / (high - low)) * (HEIGHT - BOTTOM - TOP - 6);
  const ranges = points.map((point, i) => point.value_low !== null && point.value_high !== null && point.value_low < point.value_high
    ? shape("line", { class: "range", x1: x(times[i]), x2: x(times[i]), y1: y(point.value_low), y2: y(point.value_high) }) : null).filter(Boolean);
  const dots = points.map((point, i) => shape("circle", { class: "point", cx: x(times[i]), cy: y(point.value ?? point.value_low), r: 4, tabindex: 0,
    onclick: () => chosen(point), onkeydown: (event) => { if (event.key === "Enter") chosen(point); } },
    shape("title", {}, `${point.day}: ${point.text}${point.location ? `, ${point.location}` : ""}${point.attributed_to ? `, says ${point.attributed_to}` : ""}\n${point.sentence || ""}`)));
  return frame([...ranges, ...dots], first, last, [[y(low), number(low)], [y(high), number(high)]], "Values over time");
}

function frame(drawn, first, last, ticks, label) {
  const bottom = HEIGHT - BOTTOM;
  return shape("svg", { class: "chart", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": label },
    shape("line", { class: "axis", x1: LEFT, x2: WIDTH - RIGHT, y1: bottom, y2: bottom }),
    ...ticks.map(([at, text]) => shape("text", { x: LEFT - 6, y: Math.max(at + 4, 12), "text-anchor": "end" }, text)),
    shape("text", { x: LEFT, y: HEIGHT - 6 }, iso(first)),
    shape("text", { x: WIDTH - RIGHT, y: HEIGHT - 6, "text-anchor": "end" }, iso(last)),
    ...drawn);
}
