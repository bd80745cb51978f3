// The map: coastlines and borders in plain longitude and latitude, places as circles, larger where more happened.

import { shape } from "./dom.js";

const WHOLE = { x: -180, y: -84, width: 360, height: 150 };
let outline;

// Loads the outlines once; the map is then drawn for any places.
export async function map() {
  outline ??= new DOMParser().parseFromString(await (await fetch("/static/world.svg")).text(), "image/svg+xml");
  return draw;
}

function draw(places, chosen) {
  const lines = ["land", "borders"].map((name) => shape("path", { class: name, d: outline.getElementById(name).getAttribute("d") }));
  const most = Math.max(1, ...places.map((place) => place.events));
  const circles = places.map((place) => {
    const circle = shape("circle", { cx: place.longitude, cy: -place.latitude, tabindex: 0, role: "button",
      onclick: () => chosen(place), onkeydown: (event) => { if (event.key === "Enter") chosen(place); } },
      shape("title", {}, `${place.location}: ${place.events}`));
    circle.share = Math.sqrt(place.events / most);
    return circle;
  });
  const svg = shape("svg", { class: "map", role: "img", "aria-label": "Map of events" }, ...lines, ...circles);
  look(svg, circles, around(places));
  return svg;
}

// The part of the world that holds all places, with a margin.
function around(places) {
  if (!places.length) return { ...WHOLE };
  const xs = places.map((place) => place.longitude), ys = places.map((place) => -place.latitude);
  const width = Math.max(24, (Math.max(...xs) - Math.min(...xs)) * 1.3, (Math.max(...ys) - Math.min(...ys)) * 1.3 * 2.4);
  if (width > 250) return { ...WHOLE };
  const height = width / 2.4;
  return { x: (Math.max(...xs) + Math.min(...xs)) / 2 - width / 2, y: (Math.max(...ys) + Math.min(...ys)) / 2 - height / 2, width, height };
}

function look(svg, circles, box) {
  const apply = () => {
    svg.setAttribute("viewBox", `${box.x} ${box.y} ${box.width} ${box.height}`);
    for (const circle of circles) circle.setAttribute("r", (0.006 + 0.018 * circle.share) * box.width);
  };
  const zoom = (event) => {
    event.preventDefault();
    const factor = Math.min(Math.max(box.width * (event.deltaY > 0 ? 1.25 : 0.8), 2), 360) / box.width;
    const frame = svg.getBoundingClientRect();
    const fx = (event.clientX - frame.left) / frame.width, fy = (event.clientY - frame.top) / frame.height;
    box = { x: box.x + fx * box.width * (1 - factor), y: box.y + fy * box.height * (1 - factor), width: box.width * factor, height: box.height * factor };
    apply();
  };
  let held = null;
  svg.addEventListener("wheel", zoom, { passive: false });
  svg.addEventListener("pointerdown", (event) => { held = { x: event.clientX, y: event.clientY, box }; });
  svg.addEventListener("pointermove", (event) => {
    if (!held || !(event.buttons & 1)) return;
    const scale = held.box.width / svg.getBoundingClientRect().width;
    box = { ...held.box, x: held.box.x - (event.clientX - held.x) * scale, y: held.box.y - (event.clientY - held.y) * scale };
    apply();
  });
  svg.addEventListener("pointerup", () => { held = null; });
  apply();
}
