/** The one stylesheet, for screens by day and by night, and for paper. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1b2126; --page: #ffffff; --soft: #eef1f4; --line: #c5ccd3; --link: #0b5394; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #dfe4e8; --page: #14181b; --soft: #20262b; --line: #3c454d; --link: #7db8f0; }
}
body { margin: 0; background: var(--page); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; }
main, nav { max-width: 52rem; margin: 0 auto; padding: 0 1.25rem; }
main { padding-bottom: 4rem; }
nav { padding-top: 1rem; font-size: 0.9rem; line-height: 1.9; }
nav a { margin-right: 0.9rem; white-space: nowrap; }
h1, h2, h3, h4 { line-height: 1.25; margin: 2.2rem 0 0.8rem; }
h1 { margin-top: 1.5rem; }
a { color: var(--link); }
code, pre { font: 0.875rem/1.45 ui-monospace, "DejaVu Sans Mono", monospace; background: var(--soft); }
code { padding: 0.1em 0.25em; border-radius: 3px; }
pre { padding: 0.8rem 1rem; overflow-x: auto; border-radius: 5px; }
pre code { padding: 0; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { border: 1px solid var(--line); padding: 0.35rem 0.6rem; text-align: left; vertical-align: top; }
th { background: var(--soft); }
.task { list-style: none; }
.task > input, .task > p:first-child > input { margin: 0 0.5em 0 -1.4em; }
blockquote { margin: 1rem 0; padding: 0.1rem 1rem; border-left: 4px solid var(--line); }
img { max-width: 100%; background: #ffffff; }
@media print { nav { display: none; } pre { white-space: pre-wrap; } body { font-size: 10pt; } }
`.trim();
