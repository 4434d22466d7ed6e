import { version } from "../../package.json";

/** Version of this product, as in package.json. */
export const VERSION = version;
