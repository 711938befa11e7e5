/** Limits of one request of a sign-in; see `createGuardedFetch`. */
export const signInLimits = { deadlineMs: 15_000, mostBytes: 256 * 1024 };
