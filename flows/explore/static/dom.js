// Elements and answers: everything an article says goes into the page as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

export const element = (name, attributes = {}, ...children) =>
  fill(document.createElement(name), attributes, children);

export const shape = (name, attributes = {}, ...children) =>
  fill(document.createElementNS(SVG, name), attributes, children);

let newest = 0;

// A turn is one view being drawn; answers that come after another turn began are dropped.
export const turn = () => { const mine = ++newest; return () => mine === newest; };

export async function ask(path, asked = {}) {
  const said = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== "" && value !== undefined));
  const answer = await fetch(`/api/${path}?${said}`);
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error || answer.statusText);
  return body;
}

export async function tell(path, said) {
  const answer = await fetch(`/api/${path}`, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(said),
  });
  if (!answer.ok) throw new Error((await answer.json()).error);
}

export const plural = (n, one, many = `${one}s`) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
export const words = (name) => (name || "").replaceAll("_", " ");

export function number(value) {
  if (value === null || value === undefined) return "…";
  return value.toLocaleString("en", { maximumSignificantDigits: Math.abs(value) < 1e6 && value % 1 ? 6 : 15 });
}
