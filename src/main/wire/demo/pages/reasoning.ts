/** The answer to `/reasoning`: the reasoning that is sent first, then the answer. */
export const reasoningPage = {
  reasoning: `The person wants to see how Parley shows a model that thinks first. A small puzzle will do, one that most people get wrong at first.

A bat and a ball cost 1.10 together, and the bat costs 1.00 more than the ball. What does the ball cost? The first thought is 0.10. Let me check: then the bat costs 1.10, and together that makes 1.20. Too much.

So let the ball cost b. The bat costs b + 1.00, and b + (b + 1.00) = 1.10. Then 2b = 0.10, and b = 0.05. Check: 0.05 and 1.05 make 1.10, and they differ by 1.00. Right.`,
  text: `A bat and a ball cost 1.10 together. The bat costs 1.00 more than the ball. What does the ball cost?

**The ball costs 0.05**, and the bat 1.05.

Most people think of 0.10 first. But then the bat alone would cost 1.10, and both together 1.20.

Above this answer you find the reasoning that came before it, folded away; open it if you want to read along. A script like me has only learned its lines, of course. A real reasoning model works them out.
`,
} as const;
