import "./platform.js";
import { serveDerivation, type WebWorkerScope } from "@dkek/dkek-file/web-worker";
import { showPage } from "./page.js";

// The page's one script, which its workers run as well: no second copy of the key derivation.
if (typeof document === "undefined") serveDerivation(globalThis as unknown as WebWorkerScope);
else showPage(document.body);
