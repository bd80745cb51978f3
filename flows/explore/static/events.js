// Events: on a map, over time, and as a list.

import { bars } from "./chart.js";
import { ask, element } from "./dom.js";
import { list, origin, quoted, tag } from "./lists.js";
import { map } from "./map.js";
import { narrow } from "./page.js";

export async function eventsView({ asked }) {
  const [events, places, days, world] = await Promise.all([ask("events", asked), ask("places", asked), ask("days", asked), map()]);
  return [
    element("div", { class: "two" },
      element("section", { class: "panel" }, element("h2", {}, "Where · scroll to zoom, drag to move, click a place to filter"),
        world(places, (place) => narrow({ location: place.location_id, place: place.location }))),
      element("section", { class: "panel" }, element("h2", {}, "When · click a bar to filter"),
        bars(days, "events", (since, until) => narrow({ since, until })))),
    list("event", events, event),
  ];
}

function event(row) {
  const who = [row.actors, row.recipients].some(Boolean) ? `${row.actors || "?"}${row.recipients ? ` → ${row.recipients}` : ""}` : "";
  const killed = row.killed_low ? ` · killed ${row.killed_low}${row.killed_high > row.killed_low ? `–${row.killed_high}` : ""}` : "";
  return element("article", { class: "fact event" },
    element("div", { class: "day" }, row.day || "no date"),
    element("div", {},
      element("p", {}, tag(row.type), row.mode ? tag(row.mode) : null, tag(row.status),
        element("span", { class: "says" }, who), row.location ? ` · ${row.location}` : "", killed),
      element("p", { class: "sentence" }, ...quoted(row.sentence, row.trigger)),
      origin(row)));
}
