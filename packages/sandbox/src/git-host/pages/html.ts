/** Text that is HTML already. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = Html | readonly Html[] | string | number | undefined;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function shown(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(shown).join('');
  return String(part).replace(/[&<>"']/g, character => ENTITIES[character]);
}

/** A template whose parts are escaped unless they are HTML. */
export function html(literals: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(
    literals.map((literal, index) => literal + shown(parts[index])).join(''),
  );
}

const STYLE = `
:root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif}
body{max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.35rem .6rem;border-bottom:1px solid #8884;vertical-align:top}
pre{background:#8881;padding:1rem;overflow:auto;font:13px/1.45 ui-monospace,monospace}
code{font:13px ui-monospace,monospace}a{color:#1a66c2}
@media(prefers-color-scheme:dark){a{color:#79b8ff}}
.state{font-weight:600}.success{color:#1a7f37}.failure,.error{color:#cf222e}.pending{color:#9a6700}
.note{opacity:.8}button{font:inherit;padding:.3rem .9rem}`;

/** A whole page. */
export function page(
  title: string,
  body: Html,
  refreshSeconds?: number,
): string {
  const refresh =
    refreshSeconds === undefined
      ? undefined
      : html`<meta http-equiv="refresh" content="${refreshSeconds}" />`;
  return html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        ${refresh}
        <title>${title}</title>
        <style>
          ${new Html(STYLE)}
        </style>
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html>`.text;
}
