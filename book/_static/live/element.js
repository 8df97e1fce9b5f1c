// Elements of a page, made by a script.
export function element(tag, properties = {}, ...children) {
  const { attributes = {}, ...rest } = properties;
  const made = Object.assign(document.createElement(tag), rest);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

export function button(text, label, act) {
  const made = element("button", { type: "button", textContent: text, onclick: act });
  if (label) made.setAttribute("aria-label", label);
  return made;
}
