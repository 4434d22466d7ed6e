/** The page of the dashboard: our own script and style, nothing from anywhere else. Pure. */

interface Page {
  readonly title: string;
  /** Of its words, for screen readers. */
  readonly language: string;
  /** What the editor calls resources of this page's origin. */
  readonly cspSource: string;
  readonly script: string;
  readonly style: string;
  /** Random, for this page only. */
  readonly nonce: string;
}

export function dashboardHtml({ title, language, cspSource, script, style, nonce }: Page): string {
  const policy = ["default-src 'none'", `script-src 'nonce-${nonce}'`, `style-src ${cspSource}`].join("; ");
  return `<!DOCTYPE html>
<html lang="${escape(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escape(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<link rel="stylesheet" href="${escape(style)}">
</head>
<body>
<main id="dashboard"></main>
<script nonce="${escape(nonce)}" src="${escape(script)}"></script>
</body>
</html>`;
}

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll('"', "&quot;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
