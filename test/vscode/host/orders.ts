import { hostOrders, ORDERS_VARIABLE } from "../support/hostContract";

/** What this run is told: where the deployments are, where the results go. */
export const orders = hostOrders.parse(JSON.parse(process.env[ORDERS_VARIABLE] ?? "null"));
