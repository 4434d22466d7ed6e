/** CONTRIBUTING's recipe for a command, followed to the letter in a scratch copy, packaged and used. */
import { join } from "node:path";
import { version } from "../../../package.json";
import { packageExtension } from "../../../tools/vscode-e2e/packageExtension";
import { addCommand, ScratchCopy } from "../../support/scratchCopy";
import { inOther } from "./setup";

describe("CONTRIBUTING", () => {
  it("adds a command that the palette shows and runs", async () => {
    const copy = new ScratchCopy();
    try {
      addCommand(copy);
      copy.run("esbuild.mjs");
      const vsix = packageExtension(join(copy.folder, "recipe.vsix"), copy.folder);
      await inOther(vsix, async (workbench) => {
        await workbench.quickInput.command("Coder Fleet: Show Version");
        const messages = await workbench.messages(`Coder Fleet ${version}`);
        await messages.first().waitFor();
      });
    } finally {
      copy.remove();
    }
  });
});
