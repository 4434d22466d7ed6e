import assert from "node:assert/strict";
import { settingRows } from "../../../src/services/configuration/settings";

describe("the settings table", () => {
  it("has no flag and no VS Code setting for a secret", () => {
    for (const [key, { secret, flag, scope }] of settingRows()) {
      if (secret) assert.deepEqual({ key, flag, scope }, { key, flag: undefined, scope: null });
    }
  });

  it("gives each flag and each variable one meaning", () => {
    const names = settingRows().flatMap(([, { flag, environment }]) => [
      ...(flag === undefined ? [] : [flag]),
      ...environment,
    ]);
    assert.equal(new Set(names).size, names.length);
  });

  it("lets no .env file decide whom to trust or talk through", () => {
    for (const [key, { dotenv }] of settingRows()) {
      if (/proxy|ca[A-Z]|allow|auth|audit/i.test(key) && key !== "coderConfigDir")
        assert.equal(dotenv, false, key);
    }
  });
});
