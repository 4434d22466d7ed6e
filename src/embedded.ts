/** Entry point 3: the embedded deployment alone. Prints one JSON line, then serves until stdin closes. */
import { parseOptions, UsageError } from "./embedded/options";
import { startDeployment } from "./embedded/start";

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  const deployment = await startDeployment(options);
  const { url, token, memberToken, userTokens } = deployment;
  const access = { url, token, member_token: memberToken };
  process.stdout.write(
    `${JSON.stringify(options.users === 0 ? access : { ...access, user_tokens: userTokens })}\n`,
  );
  await new Promise((resolve) => {
    process.stdin.on("end", resolve).on("error", resolve).resume();
    process.once("SIGTERM", resolve).once("SIGINT", resolve);
  });
  await deployment.stop();
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(error instanceof UsageError ? 2 : 1);
  },
);
