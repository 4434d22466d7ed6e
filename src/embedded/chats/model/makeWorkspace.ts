import { field, type Situation } from "./situation";
import { call, join, say, type Speech } from "./speech";

const file = "note.txt";

/** `[ws TEMPLATE NAME]`: looks for the template, makes a workspace of it, and tries what it can do there. */
export function makeWorkspace(rest: string, { step, results }: Situation): Speech {
  const [template = "", name] = rest.split(/\s+/);
  const found = field(results[0]?.result, "recommended_template_id");
  switch (step) {
    case 0:
      return join(say("Looking for a template. "), call("list_templates", { query: template }));
    case 1:
      return typeof found === "string"
        ? call("read_template", { template_id: found })
        : say(`There is no template "${template}".`);
    case 2:
      return call("create_workspace", { template_id: found, ...(name === undefined ? {} : { name }) });
    case 3:
      return call("execute", {
        command: "pwd; uname -s; echo hello > out.txt; git init -q . 2>/dev/null; ls",
        model_intent: "preparing the project",
      });
    case 4:
      return call("write_file", { path: `/home/coder/${file}`, content: "line one\nline two\n" });
    case 5:
      return call("read_file", { path: `/home/coder/${file}` });
    default:
      return say("Workspace ready, file written and read back.");
  }
}
