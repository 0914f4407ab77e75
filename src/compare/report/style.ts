/** Of the report: one column, black on white, tables that do not break across pages. */
export const REPORT_CSS = `
:root { color-scheme: light; font: 14px/1.45 system-ui, sans-serif; color: #1c2333; background: #fff; }
main { max-width: 860px; margin: 0 auto; padding: 32px 24px; }
h1 { font-size: 26px; margin: 0 0 4px; }
h2 { font-size: 18px; margin: 32px 0 8px; border-bottom: 1px solid #e2e6ed; padding-bottom: 4px; }
.about { margin: 0 0 8px; }
.small { font-size: 12px; fill: #586072; color: #586072; }
table { border-collapse: collapse; width: 100%; margin: 12px 0; font-size: 12.5px; break-inside: avoid; }
caption { text-align: left; font-weight: 600; background: #1c2333; color: #fff; padding: 4px 8px; }
th, td { text-align: left; vertical-align: top; padding: 4px 8px; border-bottom: 1px solid #e2e6ed; overflow-wrap: break-word; }
th:first-child, td:first-child { white-space: nowrap; }
.equation { margin: 4px 0; }
math { font-size: 1.15em; }
.listing th { width: 150px; font-weight: 500; }
ul.parameters { margin: 0; padding: 0; list-style: none; columns: 2; }
svg { max-width: 100%; height: auto; font: 12px system-ui, sans-serif; }
figure { margin: 16px 0; break-inside: avoid; }
figcaption { font-size: 12px; color: #586072; }
.legend span { margin-right: 16px; font-size: 12px; }
.legend i { display: inline-block; width: 10px; height: 10px; border-radius: 2px; margin-right: 5px; }
@media print { main { padding: 0; max-width: none; } h2 { break-after: avoid; } caption { print-color-adjust: exact; } }
`;
