/** Limits of one request of a sign-in; see `createGuardedFetch`. */
export const signInLimits = { deadlineMs: 15_000, maxBytes: 256 * 1024 };
