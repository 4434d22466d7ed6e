/** Which recorded id and name is which here. */
const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

export class Bindings {
  readonly #ids = new Map<string, string>();
  readonly #names = new Map<string, string>();

  id(recorded: string): string | undefined {
    return this.#ids.get(recorded);
  }

  bind(recorded: string, here: string): void {
    this.#ids.set(recorded, here);
  }

  /** Does something recorded stand for it already? */
  isTaken(here: string): boolean {
    return [...this.#ids.values()].includes(here);
  }

  name(recorded: string): string {
    return this.#names.get(recorded) ?? recorded;
  }

  /** Only generated names differ; all others are given by the requests themselves. */
  bindName(recorded: string, here: string): void {
    if (recorded !== here) this.#names.set(recorded, here);
  }

  /** A recorded text as it must be here: ids and names exchanged, everything else left. */
  readonly translate = (recorded: string): string => {
    let text = recorded.replace(uuid, (id) => this.#ids.get(id) ?? id);
    for (const [name, here] of this.#names) text = text.replaceAll(name, here);
    return text;
  };

  /** The same for every text inside a JSON value. */
  translateJson(value: unknown): unknown {
    if (typeof value === "string") return this.translate(value);
    if (Array.isArray(value)) return value.map((item) => this.translateJson(item));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [this.translate(key), this.translateJson(inner)]),
    );
  }
}
