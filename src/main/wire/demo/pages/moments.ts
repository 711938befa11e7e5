/** The answer to `/slow`. */
export const slowPage = `I took my time before the first word, and now each one comes slowly, as from a large model on a small machine. Parley waits as long as you do: there is no hidden limit. Switch to another conversation and back; the answer goes on arriving. And if it is not worth the wait, **Stop** keeps what is there.`;

/**
 * The answer to `/cut`, up to the point where the limit is reached, in the middle of a word as with
 * real models.
 */
export const cutPage = {
  until: `Every model has a limit to how much it may write at once. When it reaches that limit it stops, even if that is in the middle of a sen`,
  after: `tence. You asked to continue, so I went on where I had stopped, without a seam: this is still the same answer, and its token count is the sum of both parts.`,
} as const;
