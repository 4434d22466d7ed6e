/** The walkthrough, as somebody who has just installed the extension goes through it. */
import assert from "node:assert/strict";
import manifest from "../../../package.json";
import { persist } from "./persist";
import { useWindow } from "./setup";

const steps = manifest.contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);

describe("the walkthrough", () => {
  const open = useWindow();

  it("opens from the Fleet view, shows every step with its picture, and signs in from the first", async () => {
    const workbench = await open();
    const { page, fleet, quickInput } = workbench;
    const walkthrough = page.locator(".gettingStartedContainer");
    await persist("opening the walkthrough", async (timeout) => {
      await fleet.button("signedOut", "coderFleet.openWalkthrough").click({ timeout });
      await walkthrough.waitFor({ timeout });
    });
    const stepButton = (id: string) => walkthrough.locator(`.getting-started-step[data-step-id$="#${id}"]`);
    // Beside the side bar there is no room for pictures.
    await fleet.dragEdge(60);
    const picture = walkthrough.locator('.getting-started-media img[alt]:not([alt=""])');
    for (const { id } of steps) {
      await persist(`the step ${id}`, async (timeout) => {
        // A click on the step that is open would close it.
        if ((await stepButton(id).getAttribute("aria-expanded", { timeout })) !== "true") {
          await stepButton(id).click({ timeout });
        }
        await walkthrough.locator(`.expanded[data-step-id$="#${id}"]`).waitFor({ timeout });
        await picture.waitFor({ timeout });
        assert.ok(
          await picture.evaluate(
            (image: object) => "naturalWidth" in image && Number(image.naturalWidth) > 0,
          ),
        );
      });
      await workbench.screenshotInEveryTheme(`walkthrough-${id}`);
    }
    await persist("signing in from the walkthrough", async (timeout) => {
      await workbench.tidy();
      const button = stepButton("signIn").getByRole("button", { name: "Sign In" });
      if (!(await button.isVisible())) await stepButton("signIn").click({ timeout });
      await button.press("Enter", { timeout });
      await quickInput.message("Address of the Coder deployment").waitFor({ timeout });
    });
  });
});
