/**
 * The known names a mistyped one probably means, best first, at most `limit`; empty when none is near. For "did
 * you mean" in error messages.
 */
export function nearest(name: string, known: readonly string[], limit = 3): readonly string[] {
  const asked = name.slice(0, 64).toLowerCase();
  return known
    .map((candidate) => ({ candidate, distance: distanceTo(asked, candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= Math.max(2, Math.floor(candidate.length / 3)))
    .sort((a, b) => a.distance - b.distance || a.candidate.localeCompare(b.candidate))
    .slice(0, limit)
    .map(({ candidate }) => candidate);
}

/** Edits between two words; where one contains the other, letters missing at the ends count little. */
function distanceTo(asked: string, candidate: string): number {
  if (asked.length >= 3 && (candidate.includes(asked) || asked.includes(candidate))) {
    return Math.abs(asked.length - candidate.length) / 100;
  }
  let row = Array.from({ length: candidate.length + 1 }, (_, index) => index);
  for (const [i, letter] of Array.from(asked).entries()) {
    const next = [i + 1];
    for (const [j, other] of Array.from(candidate).entries()) {
      const substitution = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(substitution, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[candidate.length] ?? 0;
}
