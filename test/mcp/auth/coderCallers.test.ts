import assert from "node:assert/strict";
import { TooManyAttempts, Unauthorized } from "../../../src/mcp/auth/authenticator";
import { CoderCallers } from "../../../src/mcp/auth/coderCallers";
import { coderTokenReader } from "../../../src/mcp/auth/coderToken";
import { AuthenticationError, NetworkError } from "../../../src/models/errors";
import type { Fleet } from "../../../src/services/fleet";

/** A deployment that knows some tokens, and counts how often it is asked. */
class Deployment {
  readonly users = new Map<string, string>();
  reachable = true;
  asked = 0;
  /** Tokens whose connections were cut. */
  readonly cut: string[] = [];

  readonly open = (token: string): Promise<Fleet> => {
    const verify = (): Promise<{ id: string; username: string }> => {
      this.asked += 1;
      const username = this.users.get(token);
      if (!this.reachable)
        return Promise.reject(new NetworkError("unreachable", { message: "gone", hint: "" }));
      if (username === undefined) return Promise.reject(new AuthenticationError({ message: "no", hint: "" }));
      return Promise.resolve({ id: `id-${username}`, username });
    };
    // Nothing else of a deployment is asked for.
    return Promise.resolve({
      deployment: { users: { verify }, close: () => this.cut.push(token) },
    } as unknown as Fleet);
  };
}

describe("callers with Coder tokens of their own", () => {
  let now: number;
  let deployment: Deployment;
  let callers: CoderCallers;
  beforeEach(() => {
    now = 0;
    deployment = new Deployment();
    deployment.users.set("token-of-ada", "ada").set("token-of-mia", "mia");
    callers = new CoderCallers(coderTokenReader(null), deployment.open, () => now);
  });
  const authenticate = (token: string, address = "10.0.0.1") =>
    callers.authenticate({ headers: { "coder-session-token": token }, address });

  it("are who Coder says, each with a way of their own to it", async () => {
    const [ada, mia] = await Promise.all([authenticate("token-of-ada"), authenticate("token-of-mia")]);
    assert.deepEqual([ada.id, ada.name, mia.id, mia.name], ["coder:id-ada", "ada", "coder:id-mia", "mia"]);
    assert.notEqual(await ada.fleet(), await mia.fleet());
    assert.equal(await (await authenticate("token-of-ada")).fleet(), await ada.fleet());
  });

  it("are asked for once, however many requests come at once, and again after 30 seconds", async () => {
    await Promise.all(Array.from({ length: 20 }, () => authenticate("token-of-ada")));
    assert.equal(deployment.asked, 1);
    now = 29_999;
    await authenticate("token-of-ada");
    assert.equal(deployment.asked, 1);
    now = 30_000;
    await authenticate("token-of-ada");
    assert.equal(deployment.asked, 2);
  });

  it("are let in no more when Coder has revoked their token", async () => {
    await authenticate("token-of-ada");
    deployment.users.delete("token-of-ada");
    now = 30_000;
    await assert.rejects(authenticate("token-of-ada"), Unauthorized);
    assert.deepEqual(deployment.cut, ["token-of-ada"], "what she called ends as well");
  });

  it("keep what they called running while Coder cannot be asked, and while they are quiet", async () => {
    const before = await (await authenticate("token-of-ada")).fleet();
    now = 30_000;
    deployment.reachable = false;
    await assert.rejects(authenticate("token-of-ada"), NetworkError);
    deployment.reachable = true;
    assert.equal(await (await authenticate("token-of-ada")).fleet(), before);
    now = 3_600_000;
    await authenticate("token-of-mia");
    assert.deepEqual(deployment.cut, []);
  });

  it("are forgotten in the order of last use where there are too many, and can come back", async () => {
    for (let user = 0; user < 1_100; user += 1) {
      deployment.users.set(`token-${user}`, `user-${user}`);
      await authenticate(`token-${user}`);
      // Used all the time.
      await authenticate("token-0");
    }
    const asked = deployment.asked;
    await authenticate("token-0");
    assert.equal(deployment.asked, asked);
    assert.equal((await authenticate("token-1")).name, "user-1");
    assert.equal(deployment.asked, asked + 1);
    assert.deepEqual(deployment.cut, []);
  });

  it("are asked about under the limit of guesses, also where Coder could not answer the first time", async () => {
    deployment.reachable = false;
    await assert.rejects(authenticate("token-of-ada"), NetworkError);
    deployment.reachable = true;
    await Promise.allSettled(Array.from({ length: 300 }, (_, index) => authenticate(`guess-${index}`)));
    await assert.rejects(authenticate("token-of-ada"), TooManyAttempts);
  });

  it("are not taken for strangers while Coder cannot be asked", async () => {
    deployment.reachable = false;
    await assert.rejects(authenticate("token-of-ada"), NetworkError);
    deployment.reachable = true;
    assert.equal((await authenticate("token-of-ada")).name, "ada");
  });

  it("are still served when somebody at their address guesses tokens, who has to wait", async () => {
    await authenticate("token-of-ada");
    const guesses = await Promise.allSettled(
      Array.from({ length: 400 }, (_, index) => authenticate(`guess-${index}`)),
    );
    const errors = guesses.map((guess): unknown => (guess.status === "rejected" ? guess.reason : undefined));
    assert.equal(errors.filter((error) => error instanceof Unauthorized).length, 300);
    assert.equal(errors.filter((error) => error instanceof TooManyAttempts).length, 100);
    assert.equal(deployment.asked, 301);
    await authenticate("token-of-ada");
    await assert.rejects(authenticate("token-of-mia"), TooManyAttempts);
    assert.equal((await authenticate("token-of-mia", "10.0.0.2")).name, "mia");
  });
});
