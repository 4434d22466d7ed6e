import type { IncomingMessage } from "node:http";
import type { Deployment } from "../deployment";
import type { Generation } from "../generation";
import type { Store } from "../state/store";
import type { Token, User } from "../state/types";
import { HttpError } from "./errors";

const largestBody = 10 * 1024 * 1024;

/** Who is asking. */
export interface Session {
  readonly user: User;
  readonly token: Token;
}

interface ContextParts {
  readonly deployment: Deployment;
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly params: Readonly<Record<string, string>>;
  readonly session: Session | null;
}

/** One request on its way through the handlers. */
export class Context implements ContextParts {
  readonly deployment: Deployment;
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly params: Readonly<Record<string, string>>;
  readonly session: Session | null;
  /** Bodies are read once; null before. */
  #body: Promise<Buffer> | null = null;

  constructor(parts: ContextParts) {
    this.deployment = parts.deployment;
    this.request = parts.request;
    this.url = parts.url;
    this.params = parts.params;
    this.session = parts.session;
  }

  get store(): Store {
    return this.deployment.store;
  }

  get generation(): Generation {
    return this.deployment.generation;
  }

  get query(): URLSearchParams {
    return this.url.searchParams;
  }

  /** The signed-in user; only on routes that demand one. */
  get user(): User {
    if (this.session === null) throw new Error("this route has no signed-in user");
    return this.session.user;
  }

  get isOwner(): boolean {
    return this.user.roles.includes("owner");
  }

  /** A path part named in the route. */
  param(name: string): string {
    const value = this.params[name];
    if (value === undefined) throw new Error(`this route has no parameter ${name}`);
    return value;
  }

  body(): Promise<Buffer> {
    this.#body ??= readAll(this.request);
    return this.#body;
  }
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > largestBody) throw new HttpError(413, "Request body is too large.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
