/** The look of every page: light and dark by the reader's setting, from 320 pixels up, no fonts or images to load. */
export const styleSheet = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#fbfaf8, #16171a);
  --inset: light-dark(#f1efea, #1f2125);
  --ink: light-dark(#1c1d21, #e9e8e4);
  --quiet: light-dark(#62646d, #9b9da6);
  --rule: light-dark(#e5e2dc, #303238);
  --pass: light-dark(#1b7146, #67c795);
  --fail: light-dark(#b3261e, #f58f86);
  --unable: light-dark(#8a5a00, #e2b04e);
  --note: light-dark(#2f5f9e, #8db7ee);
  --mono: ui-monospace, 'SF Mono', 'Cascadia Code', 'Segoe UI Mono', 'Liberation Mono', 'DejaVu Sans Mono', monospace;
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 2.5rem 1.5rem 4rem; max-width: 58rem;
  background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif;
  overflow-wrap: anywhere;
}
h1, h2, h3, p, ul, ol, dl, dd, pre, table { margin: 0; padding: 0; }
h1 { font-size: 1.75rem; line-height: 1.25; font-weight: 650; letter-spacing: -0.015em; text-wrap: balance; }
h2 { margin: 2.75rem 0 0.75rem; font-size: 1.125rem; font-weight: 650; }
h2 small, h3 small { margin-left: 0.4em; color: var(--quiet); font-size: 0.875rem; font-weight: 400; }
h3 { margin: 1.5rem 0 0.5rem; font-size: 1rem; font-weight: 650; }
a { color: inherit; text-decoration-color: var(--quiet); text-underline-offset: 0.2em; }
code, pre, .mono { font-family: var(--mono); font-size: 0.875em; }
.quiet { color: var(--quiet); }
.overline { display: flex; flex-wrap: wrap; align-items: center; gap: 0.375rem 0.625rem; margin-bottom: 0.875rem; color: var(--quiet); font-size: 0.875rem; }
.lead { margin-top: 0.75rem; color: var(--quiet); max-width: 44rem; }
.badge {
  display: inline-block; padding: 0.05em 0.6em; border: 1px solid currentColor; border-radius: 1em;
  font-size: 0.8125rem; font-weight: 600; line-height: 1.5; white-space: nowrap;
}
.is-pass { color: var(--pass); } .is-fail, .is-error { color: var(--fail); }
.is-cannot-check, .is-warning { color: var(--unable); } .is-note { color: var(--note); } .is-exempt { color: var(--quiet); }
.where-it-is { margin-bottom: 0.625rem; }
.findings { list-style: none; border-bottom: 1px solid var(--rule); }
.finding { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: 0.25rem 1rem; padding: 1rem 0 1.125rem; border-top: 1px solid var(--rule); }
.finding > .level { grid-row: 1 / span 6; font-weight: 600; }
.finding > :not(.level) { grid-column: 2; }
.finding .where { font-weight: 600; }
.finding .where.mono { font-size: 0.9375rem; }
.finding .code { color: var(--quiet); font-size: 0.8125rem; }
.finding .message { margin-top: 0.25rem; max-width: 44rem; white-space: pre-line; }
details { margin-top: 0.375rem; font-size: 0.875rem; }
summary { cursor: pointer; color: var(--quiet); }
details pre {
  margin-top: 0.5rem; padding: 0.75rem; border-radius: 4px; background: var(--inset);
  white-space: pre-wrap; overflow-wrap: anywhere;
}
.facts-list { border-bottom: 1px solid var(--rule); }
.facts-list > div { display: grid; grid-template-columns: minmax(0, 12rem) minmax(0, 1fr); gap: 0.125rem 1rem; padding: 0.75rem 0; border-top: 1px solid var(--rule); }
dt { font-weight: 600; } dd { margin: 0; color: var(--quiet); max-width: 40rem; }
table { width: 100%; border-collapse: collapse; font-size: 0.9375rem; }
th { padding: 0.375rem 0.75rem 0.375rem 0; text-align: left; color: var(--quiet); font-size: 0.8125rem; font-weight: 500; }
td { padding: 0.5rem 0.75rem 0.5rem 0; border-top: 1px solid var(--rule); vertical-align: top; }
th.number, td.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
td.name { font-weight: 600; white-space: nowrap; }
td .reason { display: block; color: var(--quiet); font-size: 0.875rem; }
footer { margin-top: 3.5rem; padding-top: 1rem; border-top: 1px solid var(--rule); color: var(--quiet); font-size: 0.8125rem; }
@media (max-width: 36rem) {
  body { padding: 1.5rem 1rem 3rem; }
  h1 { font-size: 1.375rem; }
  .finding, .facts-list > div { grid-template-columns: minmax(0, 1fr); padding: 0.875rem 0; }
  .finding > .level, .finding > :not(.level) { grid-row: auto; grid-column: 1; }
  table.stacks thead { display: none; }
  table.stacks tr { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.75rem; padding: 0.625rem 0; border-top: 1px solid var(--rule); }
  table.stacks td { padding: 0; border: 0; }
  table.stacks td.wide { flex-basis: 100%; }
  table.stacks td:empty { display: none; }
}
@media print { body { max-width: none; padding: 0; } .finding { break-inside: avoid; } }
`;
