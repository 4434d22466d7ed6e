/** The HTML pages Coder answers when an app or a terminal cannot be reached (facts/coder-api.md 7, 8). */
import { html, type Reply } from "../http/reply";

interface Page {
  readonly status: number;
  readonly title: string;
  readonly text: string;
  /** Offers to load the page again. */
  readonly retry?: boolean;
  readonly warnings?: readonly string[];
  /** Further links after the one back to the dashboard. */
  readonly links?: readonly { readonly url: string; readonly text: string }[];
}

/** The app, workspace, owner or workspace agent does not exist, or the caller may not use it. */
export function appNotFound(siteUrl: string, warnings: readonly string[] = []): Reply {
  return page(siteUrl, {
    status: 404,
    title: "Application Not Found",
    text: "The application or workspace you are trying to access does not exist or you do not have permission to access it.",
    warnings,
  });
}

/** `/@me/…` is not a way to name the owner of an app. */
export function fullNameNeeded(siteUrl: string): Reply {
  return page(siteUrl, {
    status: 404,
    title: "Application Not Found",
    text: "Applications must be accessed with the full username, not @me.",
  });
}

/** @param workspaceUrl offered as a link by builds after 2.26 */
export function workspaceOffline(siteUrl: string, transition: string, workspaceUrl: string | null): Reply {
  return page(siteUrl, {
    status: 400,
    title: "Workspace Offline",
    text: `Last workspace transition was to the "${transition}" state. Start the workspace to access its applications.`,
    links: workspaceUrl === null ? [] : [{ url: workspaceUrl, text: "View workspace" }],
  });
}

/** @param state status of the workspace agent */
export function appUnavailable(siteUrl: string, state: string): Reply {
  return page(siteUrl, {
    status: 404,
    title: "Application Unavailable",
    text: `Agent state is "${state}", not "connected"`,
    retry: true,
  });
}

/** Nothing listens where the app should. */
export function badGateway(siteUrl: string, reason: string): Reply {
  return page(siteUrl, {
    status: 502,
    title: "Bad Gateway",
    text: `Failed to proxy request to application: ${reason}`,
    retry: true,
  });
}

/** The address itself makes no sense to the proxy. */
export function invalidRequest(siteUrl: string): Reply {
  return page(siteUrl, {
    status: 500,
    title: "Internal Server Error",
    text: "An internal server error occurred.",
    retry: true,
  });
}

/** A redirect with the body Go's http.Redirect writes. */
export function redirect(location: string, status: number, phrase: string): Reply {
  const body = `<a href="${escapeHtml(location)}">${phrase}</a>.\n\n`;
  return { ...html(body, status), headers: { Location: location } };
}

function page(
  siteUrl: string,
  { status, title, text, retry = false, warnings = [], links = [] }: Page,
): Reply {
  const heading = `${status} - ${title}`;
  const buttons = [
    ...(retry ? [`<button onclick="window.location.reload()">Retry</button>`] : []),
    ...[{ url: siteUrl, text: "Back to site" }, ...links].map(
      (link) => `<a href="${escapeHtml(link.url)}">${escapeHtml(link.text)}</a>`,
    ),
  ];
  const warningList = warnings.map((warning) => `<li>${escapeHtml(warning)}</li>`).join("");
  return html(
    `
<!doctype html>
<html lang="en">
  <head><meta charset="UTF-8" /><title>${escapeHtml(heading)}</title></head>
  <body>
    <h1>${escapeHtml(heading)}</h1>
    <p>${escapeHtml(text)}</p>
    ${warnings.length === 0 ? "" : `<h3>Warnings</h3><ul>${warningList}</ul>`}
    <div>${buttons.join(" ")}</div>
  </body>
</html>
`,
    status,
  );
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&#34;",
  "'": "&#39;",
};

/** As Go's html/template writes text. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
