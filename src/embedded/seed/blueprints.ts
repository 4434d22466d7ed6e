import type { Generation } from "../generation";
import type { AgentBlueprint, AppBlueprint, Blueprint, Parameter, ScriptBlueprint } from "../state/blueprint";
import { promptParameter } from "../state/blueprint";

const parameter = (given: Partial<Parameter> & Pick<Parameter, "name">): Parameter => ({
  displayName: "",
  description: "",
  type: "string",
  formType: "input",
  defaultValue: "",
  mutable: true,
  ephemeral: false,
  icon: "",
  options: [],
  ...given,
});
const option = (name: string, value: string, icon = "") => ({ name, value, description: "", icon });

const app = (given: Partial<AppBlueprint> & Pick<AppBlueprint, "slug" | "displayName">): AppBlueprint => ({
  icon: "",
  url: "",
  command: "",
  external: false,
  subdomain: false,
  hidden: false,
  sharingLevel: "owner",
  openIn: "slim-window",
  healthcheck: null,
  listens: true,
  ...given,
});

const script = (
  given: Partial<ScriptBlueprint> & Pick<ScriptBlueprint, "displayName" | "script">,
): ScriptBlueprint => ({
  output: [],
  icon: "",
  cron: "",
  runOnStart: true,
  runOnStop: false,
  startBlocksLogin: false,
  timeout: 0,
  ...given,
});

const agent = (given: Partial<AgentBlueprint>): AgentBlueprint => ({
  name: "main",
  directory: "/home/coder",
  environment: null,
  startupBlocks: false,
  apps: [],
  scripts: [],
  metadata: [],
  displayApps: ["vscode", "ssh_helper", "port_forwarding_helper", "web_terminal"],
  ...given,
});

const resource = (type: string, name: string, of: AgentBlueprint | null = null, icon = "") => ({
  type,
  name,
  icon,
  hide: false,
  dailyCost: 0,
  metadata: [],
  agent: of,
});

/** A workspace with a coding agent: roles as presets, one of which is slow and one of which never builds. */
export function claudeAgent({ old }: Generation): Blueprint {
  const preset = (name: string, description: string, values: Record<string, string>, icon = "") => ({
    name,
    description,
    icon,
    default: name === "coder",
    parameters: Object.entries(values).map(([key, value]) => ({ name: key, value })),
  });
  return {
    parameters: [
      ...(old
        ? [parameter({ name: promptParameter, description: "The prompt of the agent", formType: "textarea" })]
        : []),
      parameter({
        name: "model",
        description: "Model the agent thinks with",
        formType: "radio",
        defaultValue: "sonnet",
        options: [option("Sonnet", "sonnet"), option("Opus", "opus"), option("Haiku", "haiku")],
      }),
      parameter({ name: "role", description: "What the agent is for", defaultValue: "coder" }),
      parameter({
        name: "repo_url",
        displayName: "Repository",
        defaultValue: "https://git.example.com/acme/widgets.git",
      }),
      parameter({ name: "max_turns", type: "number", defaultValue: "25", validation: { min: 1, max: 200 } }),
      parameter({
        name: "think_seconds",
        type: "number",
        defaultValue: "3",
        validation: { min: 0, max: 600 },
      }),
      parameter({ name: "build_delay", type: "number", defaultValue: "0", validation: { min: 0, max: 600 } }),
      parameter({ name: "fail_build", type: "bool", formType: "checkbox", defaultValue: "false" }),
    ],
    variables: [
      {
        name: "coder_bin",
        description: "Path of the coder binary used to run the agent",
        value: "/opt/coder/bin/coder",
        sensitive: false,
      },
      {
        name: "dummy_secret",
        description: "A sensitive template variable",
        value: "hidden",
        sensitive: true,
      },
    ],
    presets: [
      preset("coder-deep", "Long think time", {
        ...(old ? {} : { not_a_parameter: "ignored" }),
        role: "coder",
        think_seconds: "20",
      }),
      preset("broken", "Build always fails", { role: "planner", fail_build: "true" }),
      preset(
        "coder",
        "Implements features",
        { model: "sonnet", role: "coder", max_turns: "50" },
        "/icon/code.svg",
      ),
      preset("reviewer", "Reviews pull requests", { model: "opus", role: "reviewer", max_turns: "10" }),
      preset("slow-start", "Build takes long", { build_delay: "120", role: "planner" }),
    ],
    resources: [
      {
        ...resource("terraform_data", "agent_process", codingAgent(), "/icon/memory.svg"),
        metadata: [
          { key: "role", value: "${role}", sensitive: false },
          { key: "token", value: "hidden", sensitive: true },
        ],
      },
      resource("terraform_data", "delay"),
      resource("coder_ai_task", "task"),
    ],
    aiTaskApp: "claude",
    importError: null,
  };
}

const cpuScript = `awk '/^cpu /{printf "%.0f%%", 100-100*$5/($2+$3+$4+$5+$6+$7+$8)}' /proc/stat`;
const memoryScript = `awk '/^MemTotal/{t=$2}/^MemAvailable/{a=$2}END{printf "%.1f/%.1f GiB", (t-a)/1048576, t/1048576}' /proc/meminfo`;

function codingAgent(): AgentBlueprint {
  return agent({
    directory: "/home/coder/project",
    environment: { CODER_MODEL: "${model}", ROLE: "${role}" },
    startupBlocks: true,
    apps: [
      app({ slug: "claude-cli", displayName: "Claude CLI", command: "bash -l" }),
      app({ slug: "docs", displayName: "Docs", url: "https://docs.example.com", external: true }),
      app({
        slug: "claude",
        displayName: "Claude",
        icon: "/icon/claude.svg",
        url: "http://localhost:3284",
        healthcheck: { url: "http://localhost:3284/healthz", interval: 2, threshold: 5 },
      }),
    ],
    scripts: [
      script({
        displayName: "Install tools",
        icon: "/icon/widgets.svg",
        script: '#!/bin/bash\necho "installing tools"\nfor i in 1 2 3; do echo "step $i of 3"; done\n',
        output: [
          "installing tools",
          "step 1 of 3",
          "step 2 of 3",
          "step 3 of 3",
          "warning: cache miss",
          "\u001b[32mdone\u001b[0m",
        ],
        startBlocksLogin: true,
      }),
      script({
        displayName: "AgentAPI",
        script: "#!/bin/bash\nexec agentapi server --port 3284 -- claude\n",
        output: ["agentapi on port 3284"],
      }),
      script({
        displayName: "Nightly cleanup",
        script: "echo cleanup",
        cron: "0 3 * * *",
        runOnStart: false,
      }),
    ],
    // Scripts that really run, one of which always fails.
    metadata: [
      { key: "1_branch", displayName: "Git branch", script: "echo main", interval: 30, timeout: 1 },
      {
        key: "2_broken",
        displayName: "Always failing",
        script: "echo oops >&2; exit 3",
        interval: 60,
        timeout: 1,
      },
      {
        key: "0_load",
        displayName: "Load average",
        script: "cut -d' ' -f1-3 /proc/loadavg",
        interval: 10,
        timeout: 1,
      },
      { key: "3_cpu", displayName: "CPU usage", script: cpuScript, interval: 10, timeout: 1 },
      { key: "4_memory", displayName: "Memory usage", script: memoryScript, interval: 10, timeout: 1 },
      {
        key: "5_disk",
        displayName: "Disk usage",
        script: "df -h . | awk 'NR==2{print $3\"/\"$2}'",
        interval: 60,
        timeout: 1,
      },
    ],
  });
}

/** A workspace without an agent, with one rich parameter of every kind. */
export function plainDev(): Blueprint {
  return {
    parameters: [
      parameter({
        name: "project",
        displayName: "Project",
        description: "Required, immutable: no default",
        defaultValue: null,
        mutable: false,
        validation: { regex: "^[a-z-]*$", error: "Only lower case letters and dashes." },
      }),
      parameter({
        name: "cpu",
        type: "number",
        defaultValue: "2",
        validation: { min: 1, max: 16, monotonic: "increasing" },
      }),
      parameter({ name: "use_gpu", type: "bool", formType: "checkbox", defaultValue: "false" }),
      parameter({
        name: "editors",
        type: "list(string)",
        formType: "multi-select",
        defaultValue: '["vscode"]',
        options: [option("VS Code", "vscode"), option("Vim", "vim"), option("Emacs", "emacs")],
      }),
      parameter({
        name: "region",
        formType: "radio",
        defaultValue: "eu",
        mutable: false,
        options: [option("Europe", "eu", "/emojis/1f1ea-1f1fa.png"), option("US", "us")],
      }),
      parameter({
        name: "wipe_cache",
        type: "bool",
        formType: "checkbox",
        defaultValue: "false",
        ephemeral: true,
      }),
    ],
    variables: [],
    presets: [],
    resources: [resource("terraform_data", "agent_process", plainAgent())],
    aiTaskApp: null,
    importError: null,
  };
}

function plainAgent(): AgentBlueprint {
  return agent({
    apps: [
      app({
        slug: "web",
        displayName: "Web preview",
        url: "http://localhost:3999",
        sharingLevel: "authenticated",
        healthcheck: { url: "http://localhost:3999/", interval: 3, threshold: 2 },
        listens: false,
      }),
    ],
    scripts: [
      script({
        displayName: "Hello",
        script: "echo hello from plain-dev; echo project ${project}",
        output: ["hello from plain-dev", "project ${project}"],
      }),
    ],
  });
}
