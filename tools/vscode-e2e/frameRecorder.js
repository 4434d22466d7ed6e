/**
 * Runs in the page of VS Code: writes down every time in which nothing could be drawn, and when something appears.
 * `window.coderFleetRecording` is read by frames.ts.
 */
(() => {
  if (window.top !== window) return;
  /** A frame that took longer than this many milliseconds is kept: two were left out at 60 a second. */
  const NOTABLE_MS = 34;
  /** Between two looks for things, in milliseconds, so that looking costs little. */
  const LOOK_MS = 50;
  const rows = ".sidebar .monaco-list-rows";
  const editor = ".editor-group-container.active .view-lines";
  const LOOKS = {
    "first row": () => document.querySelector(`${rows} [role=treeitem][aria-level="2"]`) !== null,
    // 1,000 rows of 22 pixels.
    "all rows": () => (document.querySelector(rows)?.offsetHeight ?? 0) >= 22_000,
    // The editor draws spaces as ones that do not break.
    "first lines": () => document.querySelector(editor)?.textContent?.includes("log\u00a0line") === true,
  };
  const recording = { gaps: [], appeared: [] };
  window.coderFleetRecording = recording;
  const shown = new Set();
  let last = performance.now();
  let looked = 0;
  const frame = () => {
    const now = performance.now();
    if (now - last > NOTABLE_MS) recording.gaps.push({ endedAt: Date.now(), milliseconds: now - last });
    last = now;
    requestAnimationFrame(frame);
    if (now - looked < LOOK_MS) return;
    looked = now;
    for (const [what, isShown] of Object.entries(LOOKS)) {
      if (!isShown()) shown.delete(what);
      else if (!shown.has(what)) {
        shown.add(what);
        recording.appeared.push({ what, at: Date.now() });
      }
    }
  };
  requestAnimationFrame(frame);
})();
