import { clientRoutes } from "../support/clientRoutes";

/** The name of a request by the client's own route table: files of recordings are named after it. */
export function routeName(method: string, path: string, isSocket: boolean): string {
  const found = clientRoutes.find(
    ({ route, path: pattern }) =>
      route.method === method && (route.answer === "socket") === isSocket && pattern.test(path),
  );
  return found?.name ?? "other";
}
