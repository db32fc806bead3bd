// Making and filling elements. Everything that comes from the server becomes text, never markup.

export const byId = (id) => document.getElementById(id);

export function element(name, attributes = {}, ...children) {
  return furnished(document.createElement(name), attributes, children);
}

export function drawn(name, attributes = {}, ...children) {
  return furnished(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function furnished(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

// Setting what is there already would make screen readers speak again and selections vanish.
export function say(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

export function table(titles, rows) {
  const head = element("tr", {}, ...titles.map((title) => element("th", { scope: "col" }, title)));
  const body = rows.map((cells) => element("tr", {}, ...cells.map(cell)));
  return element("table", {}, element("thead", {}, head), element("tbody", {}, ...body));
}

function cell(value) {
  const text = value === null || value === undefined ? "–" : String(value);
  return element("td", text.startsWith("ft:") ? { class: "model" } : {}, text);
}

export function clockTime(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString(undefined, { hour12: false });
}

export function dayAndTime(seconds) {
  return new Date(seconds * 1000).toLocaleString(undefined, { hour12: false });
}

export const rounded = (value) => (typeof value === "number" ? String(Number(value.toPrecision(4))) : value);
