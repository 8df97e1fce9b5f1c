// The style sheet is not loaded before something of it is shown.
import { element } from "./element.js";

document.head.append(element("link", {
  rel: "stylesheet", href: new URL("live.css", import.meta.url).href,
}));
