/** Whether a JSON text nests lists and objects deeper than that; found without parsing it. */
export function isNestedDeeper(text: string, limit: number): boolean {
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    switch (text.charAt(index)) {
      case '"':
        quoted = !quoted;
        break;
      case "\\":
        // Whatever it escapes is part of a string.
        index += 1;
        break;
      case "[":
      case "{":
        if (!quoted && (depth += 1) > limit) return true;
        break;
      case "]":
      case "}":
        if (!quoted) depth -= 1;
        break;
    }
  }
  return false;
}
