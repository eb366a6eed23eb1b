import { testBothLanguages } from "../../../../tests/support/two-languages.js";

testBothLanguages(new URL(".", import.meta.url));
