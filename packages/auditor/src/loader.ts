import { embedded } from "./embedded.js";

// The only script that stands in the page as it is: it unpacks the program, and runs it if its hash is
// the one in the page's Content-Security-Policy.
const script = document.createElement("script");
script.id = "program";
script.textContent = new TextDecoder().decode(await embedded("packed-program"));
document.head.append(script);
