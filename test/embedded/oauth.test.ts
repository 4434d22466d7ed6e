import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { startEmbedded, type EmbeddedDeployment } from "../support/embedded";

const ACCESS_URL = "http://127.0.0.1:7080";
const REDIRECT = "http://127.0.0.1:9999/cb";
const VERIFIER = "v".repeat(43);

/** Status and body of the recordings 2.36.1/oauth-flow/<id>. */
describe("the embedded deployment as OAuth2 provider", () => {
  let deployment: EmbeddedDeployment;
  let client: { client_id: string; client_secret: string };
  before(async () => {
    deployment = await startEmbedded({ agents: 1, accessUrl: ACCESS_URL });
    const answer = await post("register", JSON.stringify({ redirect_uris: [REDIRECT] }));
    assert.equal(answer.status, 201);
    const { client_id, client_secret } = (await answer.json()) as typeof client;
    client = { client_id, client_secret };
  });
  after(() => deployment.stop());

  const post = (path: string, body: string | URLSearchParams, headers: Record<string, string> = {}) =>
    fetch(`${deployment.url}/oauth2/${path}`, { method: "POST", body, headers, redirect: "manual" });

  /** The user agrees to a request that is right but for `changes`; undefined takes a parameter away. */
  function approve(changes: Record<string, string | undefined> = {}, headers?: Record<string, string>) {
    const query = new URLSearchParams();
    const parameters: typeof changes = {
      response_type: "code",
      client_id: client.client_id,
      redirect_uri: REDIRECT,
      state: "st-1",
      code_challenge: createHash("sha256").update(VERIFIER).digest("base64url"),
      code_challenge_method: "S256",
      ...changes,
    };
    for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.set(name, value);
    return post(`authorize?${query.toString()}`, "", headers ?? { "Coder-Session-Token": deployment.token });
  }

  async function code(changes: Record<string, string | undefined> = {}): Promise<string> {
    const answer = await approve(changes);
    assert.equal(answer.status, 302, await answer.text());
    return new URL(answer.headers.get("location") ?? "").searchParams.get("code") ?? "";
  }

  function token(changes: Record<string, string | undefined>) {
    const form = new URLSearchParams();
    const parameters: typeof changes = {
      grant_type: "authorization_code",
      ...client,
      redirect_uri: REDIRECT,
      code_verifier: VERIFIER,
      ...changes,
    };
    for (const [name, value] of Object.entries(parameters)) if (value !== undefined) form.set(name, value);
    return post("tokens", form);
  }

  async function tokens(changes: Record<string, string | undefined>): Promise<Record<string, string>> {
    const answer = await token(changes);
    assert.equal(answer.status, 200, JSON.stringify(changes));
    return (await answer.json()) as Record<string, string>;
  }

  const me = (accessToken: string | undefined) =>
    fetch(`${deployment.url}/api/v2/users/me`, { headers: { Authorization: `Bearer ${accessToken}` } });

  it("takes every address from the access URL (f02_prm_other_path, f03_asm_dcr_on)", async () => {
    for (const path of ["", "/fleet/mcp"]) {
      const answer = await fetch(`${deployment.url}/.well-known/oauth-protected-resource${path}`);
      const { resource } = (await answer.json()) as { resource: string };
      assert.equal(resource, ACCESS_URL);
    }
    const answer = await fetch(`${deployment.url}/.well-known/oauth-authorization-server`);
    const metadata = (await answer.json()) as Record<string, unknown>;
    assert.equal(metadata["token_endpoint"], `${ACCESS_URL}/oauth2/tokens`);
    assert.deepEqual(metadata["token_endpoint_auth_methods_supported"], [
      "client_secret_basic",
      "client_secret_post",
    ]);
  });

  it("keeps the state, and sends who is not signed in to the login", async () => {
    const agreed = await approve();
    assert.match(
      agreed.headers.get("location") ?? "",
      /^http:\/\/127\.0\.0\.1:9999\/cb\?code=[^&]+&state=st-1$/,
    );
    assert.equal((await approve({}, {})).status, 303);
  });

  for (const [id, changes, status, error, description] of [
    [
      "f16_redirect_other_port",
      { redirect_uri: "http://127.0.0.1:12345/cb" },
      400,
      "invalid_request",
      `Invalid query params: field: redirect_uri detail: Query param "redirect_uri" must exactly match ${REDIRECT}`,
    ],
    [
      "f14_no_challenge_post",
      { code_challenge: undefined },
      400,
      "invalid_request",
      'Invalid query params: field: code_challenge detail: Query param "code_challenge" is required and cannot be empty',
    ],
    [
      "f14_plain",
      { code_challenge_method: "plain" },
      400,
      "invalid_request",
      "code_challenge_method 'plain' is not supported; use 'S256'",
    ],
    [
      "f14_response_type_token",
      { response_type: "token" },
      400,
      "unsupported_response_type",
      "Only response_type=code is supported",
    ],
    [
      "f14_unknown_client",
      { client_id: "00000000-0000-0000-0000-000000000001" },
      401,
      "invalid_client",
      "The client credentials are invalid",
    ],
    [
      "r_fragment_approve",
      { resource: `${ACCESS_URL}/#f` },
      400,
      "invalid_request",
      "Invalid query params: field: resource detail: must be an absolute URI without fragment",
    ],
  ] as const) {
    it(`refuses at authorize as recorded in ${id}`, async () => {
      const answer = await approve(changes);
      assert.equal(answer.status, status);
      assert.deepEqual(await answer.json(), { error, error_description: description });
    });
  }

  for (const [id, changes, status, error, description] of [
    [
      "f14_wrong_verifier_token",
      { code_verifier: "w".repeat(43) },
      400,
      "invalid_grant",
      "The PKCE code verifier is invalid",
    ],
    [
      "f14_bad_secret_token",
      { client_secret: "wrong" },
      401,
      "invalid_client",
      "The client credentials are invalid",
    ],
    [
      "f14_excess_param_token",
      { audience: "x" },
      400,
      "invalid_request",
      "The request is missing required parameters or is otherwise malformed",
    ],
    [
      "r_late_resource_only_at_token_token",
      { resource: ACCESS_URL },
      400,
      "invalid_target",
      "The resource parameter is invalid",
    ],
    [
      "g5_first_code_after_second_approve_token",
      { code: "another" },
      400,
      "invalid_grant",
      "The authorization code is invalid or expired",
    ],
  ] as const) {
    it(`refuses a code as recorded in ${id}, and keeps it`, async () => {
      const given = await code();
      const answer = await token({ code: given, ...changes });
      assert.equal(answer.status, status);
      assert.deepEqual(await answer.json(), { error, error_description: description });
      await tokens({ code: given });
    });
  }

  it("answers a token and a refresh token, each good once (f11_*)", async () => {
    const first = await tokens({ code: await code() });
    assert.deepEqual(Object.keys(first), [
      "access_token",
      "token_type",
      "expires_in",
      "refresh_token",
      "expiry",
    ]);
    assert.equal((await me(first["access_token"])).status, 200);
    const refresh = { grant_type: "refresh_token", refresh_token: first["refresh_token"] };
    const second = await tokens(refresh);
    assert.equal((await me(first["access_token"])).status, 401);
    assert.equal((await me(second["access_token"])).status, 200);
    assert.deepEqual(await (await token(refresh)).json(), {
      error: "invalid_grant",
      error_description: "The refresh token is invalid or expired",
    });
  });

  it("lets a token go for its own client only (f13_*)", async () => {
    const { access_token: access = "" } = await tokens({ code: await code() });
    const revoke = (id: string) => post("revoke", new URLSearchParams({ token: access, client_id: id }));
    assert.equal((await revoke("another")).status, 200);
    assert.equal((await me(access)).status, 200);
    assert.equal((await revoke(client.client_id)).status, 200);
    assert.equal((await me(access)).status, 401);
  });

  for (const [resource, status] of [
    [ACCESS_URL, 200],
    [`${ACCESS_URL}/`, 200],
    [`HTTP://127.0.0.1:7080/./x/..`, 200],
    [`${ACCESS_URL}/fleet/mcp`, 403],
    ["http://localhost:7080", 403],
    ["urn:fleet", 403],
  ] as const) {
    it(`answers ${status} to a token for ${resource} (r_*)`, async () => {
      const { access_token: access } = await tokens({ code: await code({ resource }), resource });
      const answer = await me(access);
      assert.equal(answer.status, status);
      if (status === 403)
        assert.deepEqual(await answer.json(), { message: "Token audience validation failed" });
    });
  }
});
