/** Begins chats that no request of a folder begins, and what they need. */
import * as z from "zod";
import type { Server } from "../driver/server";
import { subAgents } from "./sessions";

export const chatsPath = "/api/experimental/chats";
const identified = z.object({ id: z.string() });

export interface Beginning {
  readonly prompt: string;
  readonly owner: "ada" | "mia";
  readonly workspaceId?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly planMode?: "plan";
  /** What the provider says to everything: that the key is refused, or that there were too many requests. */
  readonly provider?: "refuses" | "rests";
}

export class Beginner {
  readonly #server: Server;
  #models = 0;

  constructor(server: Server) {
    this.#server = server;
  }

  /** Begins a chat as its prompt needs it; undefined when it is refused. */
  async begin(beginning: Beginning): Promise<string | undefined> {
    const { prompt, owner, workspaceId, labels, planMode, provider } = beginning;
    const hasOwnModel = provider !== undefined || /\[(err|quota|bad|drop)/.test(prompt);
    const tool = /\[dyn (\w+)\]/.exec(prompt)?.[1];
    const body = {
      organization_id: await this.organization(),
      content: [{ type: "text", text: prompt }],
      ...(workspaceId === undefined ? {} : { workspace_id: workspaceId }),
      ...(labels === undefined ? {} : { labels }),
      ...(hasOwnModel ? { model_config_id: await this.ownModel(provider) } : {}),
      ...(tool === undefined ? {} : { unsafe_dynamic_tools: [{ name: tool }] }),
      ...(planMode !== undefined || prompt.includes("[ask]") ? { plan_mode: "plan" } : {}),
    };
    return (await this.#server.ask(identified, "POST", chatsPath, body, owner))?.id;
  }

  /** Begins a chat that lets a sub-agent of this title be spawned. */
  beginParent(title: string, owner: "ada" | "mia"): Promise<string | undefined> {
    const spawn = {
      tool: "spawn_agent",
      args: { type: "general", prompt: subAgents[title] ?? title, title },
    };
    return this.begin({ prompt: `Split the work SCRIPT:${JSON.stringify([spawn, { say: "done" }])}`, owner });
  }

  async organization(): Promise<string | undefined> {
    return (await this.#server.ask(z.array(identified), "GET", "/api/v2/organizations"))?.[0]?.id;
  }

  /** A model of a provider of its own, so that its failures are nobody else's. */
  async ownModel(says?: Beginning["provider"]): Promise<string | undefined> {
    this.#models += 1;
    const provider = await this.#server.ask(identified, "POST", "/api/v2/ai/providers", {
      type: "openai-compat",
      name: `own-${this.#models}`,
      enabled: true,
      base_url: "http://127.0.0.1/v1",
      api_keys: [says === "refuses" ? "bad-own-key" : "sk-own-key"],
    });
    if (says === "rests") {
      await this.#server.call("POST", "/_embedded/chats", { resting_provider: provider?.id });
    }
    const model = await this.#server.ask(identified, "POST", `${chatsPath}/model-configs`, {
      ai_provider_id: provider?.id,
      model: "fake-sonnet",
      context_limit: 200_000,
    });
    return model?.id;
  }
}
