/** A product icon and the theme colour it has. */
export interface Icon {
  readonly id: string;
  readonly color?: string;
}

/** Colours of things that went wrong or may: those of lists have no value in high contrast themes. */
export const ERROR_COLOR = "problemsErrorIcon.foreground";
export const WARNING_COLOR = "problemsWarningIcon.foreground";
