/** Longest time of a call that follows one workspace build, in milliseconds: builds queue behind others. */
export const BUILD_LIMIT_MS = 1_200_000;
