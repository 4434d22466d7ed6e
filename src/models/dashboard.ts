/** What the dashboard's page is told by the extension; both bundles share these types. */

/** One look at the fleet. */
export interface DashboardSample {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Busy agents as a share of those that could work, 0 to 1. */
  readonly utilization: number;
  /** Agents that are neither failed nor offline, as a share of all, 0 to 1. */
  readonly health: number;
}

/** A number of the top row. */
export interface DashboardFigure {
  readonly label: string;
  readonly value: string;
  /** How it is coloured, beside its words. */
  readonly tone: "plain" | "good" | "warning" | "bad";
}

/** How the agents of one project or owner stand. */
export interface DashboardShare {
  readonly name: string;
  readonly total: number;
  readonly busy: number;
  readonly unhealthy: number;
  /** E.g. `33 %`. */
  readonly utilization: string;
}

/** A part of the fleet whose course can be shown. */
export interface DashboardPart {
  /** Given back when it is chosen; that of the whole fleet is empty. */
  readonly key: string;
  readonly label: string;
}

/** An agent somebody should look at. */
export interface DashboardAgent {
  /** Given back when it is opened. */
  readonly key: string;
  readonly name: string;
  readonly why: string;
  /** Short, e.g. `3m`. */
  readonly since: string;
}

/** The words of the page, in the person's language. */
export interface DashboardWords {
  readonly title: string;
  readonly overTime: string;
  /** What the choice of a part is called. */
  readonly shown: string;
  readonly utilization: string;
  readonly health: string;
  readonly byProject: string;
  readonly byOwner: string;
  readonly name: string;
  readonly agents: string;
  readonly busy: string;
  readonly unhealthy: string;
  readonly waiting: string;
  readonly failures: string;
  readonly none: string;
  readonly time: string;
}

/** Everything the page shows. */
export interface DashboardData {
  readonly words: DashboardWords;
  /** Which deployments these are, or why there is nothing to see. */
  readonly note: string;
  readonly figures: readonly DashboardFigure[];
  /** What a screen reader is told when it changes: that somebody waits. */
  readonly news: string;
  readonly parts: readonly DashboardPart[];
  /** The key of the part whose course this is. */
  readonly part: string;
  readonly samples: readonly DashboardSample[];
  readonly projects: readonly DashboardShare[];
  readonly owners: readonly DashboardShare[];
  /** Longest waiting first. */
  readonly waiting: readonly DashboardAgent[];
  readonly failures: readonly DashboardAgent[];
}
